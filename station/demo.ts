/** The demonstration: a meter with its home and its panel, in real time or faster. */
import { HOUSES } from "@bptm/twin/house/homes";
import { near } from "@bptm/text/near";
import { GENERATORS } from "./bench/bench-names";
import { LOOPBACK } from "./http/access";
import { choosePasswords, openMeterPorts } from "./http/meter-port";
import { Refusal } from "./wire/refusal";
import { serve } from "./http/server";
import { panelFolder, readSite, siteWithoutPanel } from "./http/site";
import type { About } from "./bench/runs-aside";
import { Twin } from "./host/twin";
import type { TwinOptions } from "./host/twin";

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
  close(): Promise<void>;
}

const DEFAULTS = { seed: 7310, speed: 1, house: "standard", generator: "open-frame-7500" };

function checkName(what: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  throw new Refusal("E-OPTION-01", 400, `There is no ${what} "${name}": ${near(name, names)}.`);
}

type HomeOptions = Pick<TwinOptions, "seed" | "speed" | "house" | "generator">;

function homeOf(options: DemoOptions): HomeOptions {
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

/** Starts the demonstration. Refuses a port in use and unknown names, with one sentence each. */
export async function demo(options: DemoOptions = {}): Promise<RunningDemo> {
  const { print = () => undefined, about = () => ({}), environment = {} } = options;
  const { passwords, generated } = choosePasswords(environment);
  const twin = new Twin({ ...homeOf(options), about });
  const folder = panelFolder();
  const site = folder === null ? siteWithoutPanel() : readSite(folder);
  const ports = { port: options.port_c12 ?? PORT_C12, serial: options.c12_serial };
  const tables = await openMeterPorts(twin.device(passwords), ports);
  const listening = await serve(twin, site, options.port_panel ?? PORT_PANEL).catch(
    async (error: unknown) => {
      await tables.close();
      throw error;
    },
  );
  // Not earlier: a refused start must leave nothing running.
  twin.start();
  print(`panel ${listening.address}`);
  print(`c12   ${LOOPBACK}:${tables.port}`);
  if (ports.serial !== undefined) print(`c12   ${ports.serial}, starts at 9600 baud`);
  if (generated !== "") print(`      passwords of this run: ${generated}`);
  return {
    port: listening.port,
    address: listening.address,
    port_c12: tables.port,
    clients: () => listening.clients(),
    close: async () => {
      await twin.stop();
      await Promise.all([listening.close(), tables.close()]);
    },
  };
}
