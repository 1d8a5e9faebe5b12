/** The demonstration: a meter with its home and its panel, in real time or faster. */
import { HOUSES } from "@bptm/twin/house/homes";
import { near } from "@bptm/text/near";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GENERATORS } from "@bptm/control/bench/bench-names";
import { runCore } from "@bptm/control/process/core-process";
import type { RunningCore } from "@bptm/control/process/core-process";
import { LOOPBACK } from "./http/access";
import { choosePasswords, openMeterPorts } from "./http/meter-port";
import { Refusal } from "@bptm/link/refusal";
import { serve } from "./http/server";
import { panelFolder, readSite, siteWithoutPanel } from "./http/site";
import { HostedStation } from "./host/hosted-station";
import type { About } from "./host/runs-aside";
import { Journal } from "./journal/journal";

/** Default ports of the panel and of the C12 tables. */
const PORT_PANEL = 7310;
const PORT_C12 = 7318;

/** All options have defaults. */
export interface DemoOptions {
  /** 0 picks a free port. */
  readonly port_panel?: number;
  readonly port_c12?: number;
  /** Path of a serial port that also serves the tables. */
  readonly c12_serial?: string;
  readonly seed?: number;
  /** 1 is real time. */
  readonly speed?: number;
  readonly house?: string;
  readonly generator?: string;
  /** What a report states about its making: commit, versions, machine. */
  readonly about?: About;
  /** Variables with the passwords of the C12 port; see the C12 documentation. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Called with one line per address: "panel http://127.0.0.1:7310". */
  readonly print?: (line: string) => void;
}

/** A running demonstration. */
export interface RunningDemo {
  readonly port: number;
  readonly address: string;
  readonly port_c12: number;
  /** The number of pages connected now. */
  clients(): number;
  /** How late ticks began since the start, or since the last call with `clear`. */
  lateness: RunningCore["lateness"];
  close(): Promise<void>;
}

const DEFAULTS = { seed: 7310, speed: 1, house: "standard", generator: "open-frame-7500" };

function checkName(what: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  throw new Refusal("E-OPTION-01", 400, `There is no ${what} "${name}": ${near(name, names)}.`);
}

interface ChosenHome {
  readonly seed: number;
  readonly speed: number;
  readonly house: string;
  readonly generator: string;
}

function homeOf(options: DemoOptions): ChosenHome {
  const seed = options.seed ?? DEFAULTS.seed;
  const speed = options.speed ?? DEFAULTS.speed;
  const house = options.house ?? DEFAULTS.house;
  const generator = options.generator ?? DEFAULTS.generator;
  const houses = HOUSES.map(({ name }) => name);
  const generators = GENERATORS.map(({ id }) => id);
  checkName("house", house, houses);
  checkName("generator", generator, generators);
  return { seed, speed, house, generator };
}

/**
 * Starts the demonstration: the core in a thread of its own, and a station that forgets everything
 * at its end. Refuses a port in use and unknown names, with one sentence each.
 */
export async function demo(options: DemoOptions = {}): Promise<RunningDemo> {
  const { print = () => undefined, about = () => ({}), environment = {} } = options;
  const { passwords, generated } = choosePasswords(environment);
  const { speed, ...home } = homeOf(options);
  const folder = mkdtempSync(join(tmpdir(), "bptm-demo-"));
  const closing: (() => Promise<void> | void)[] = [
    () => rmSync(folder, { recursive: true, force: true }),
  ];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).toReversed()) await end();
  };
  try {
    const socket = join(folder, "core");
    const warn = (sentence: string): void => console.error(sentence);
    const core = await runCore({ socket, home, speed, warn, hung: () => process.exit(70) });
    closing.push(() => core.close());
    const journal = new Journal(folder, Date.now());
    closing.push(() => journal.close());
    const station = new HostedStation({ socket, journal, name: "Twin", about, warn });
    closing.push(() => station.stop());
    const ports = { port: options.port_c12 ?? PORT_C12, serial: options.c12_serial };
    const tables = await openMeterPorts(station.device(passwords), ports);
    closing.push(() => tables.close());
    const files = panelFolder();
    const site = files === null ? siteWithoutPanel() : readSite(files);
    const listening = await serve(station, site, options.port_panel ?? PORT_PANEL);
    closing.push(() => listening.close());
    await station.start();
    print(`panel ${listening.address}`);
    print(`c12   ${LOOPBACK}:${tables.port}`);
    if (ports.serial !== undefined) print(`c12   ${ports.serial}, starts at 9600 baud`);
    if (generated !== "") print(`      passwords of this run: ${generated}`);
    return {
      port: listening.port,
      address: listening.address,
      port_c12: tables.port,
      clients: () => listening.clients(),
      lateness: (clear) => core.lateness(clear),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
