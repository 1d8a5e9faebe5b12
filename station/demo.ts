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

/** Where the panel is by default, and the meter's tables. */
const PORT_PANEL = 7310;
const PORT_C12 = 7318;

/** Everything may be left out. */
export interface DemoOptions {
  /** 0 takes a free port. */
  readonly port_panel?: number;
  readonly port_c12?: number;
  /** Path of a serial port that serves the tables too. */
  readonly c12_serial?: string;
  readonly seed?: number;
  /** 1 is real time. */
  readonly speed?: number;
  readonly house?: string;
  readonly generator?: string;
  /** What a report tells of its making: commit, versions, machine. */
  readonly about?: About;
  /** Where passwords of the C12 port may be set; see docs/how-to/read-a-meter.md. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Gets one line for each address: "panel http://127.0.0.1:7310". */
  readonly print?: (line: string) => void;
}

/** A demonstration that runs. */
export interface Running {
  readonly port: number;
  readonly address: string;
  readonly port_c12: number;
  /** How many pages listen now. */
  clients(): number;
  close(): Promise<void>;
}

const DEFAULTS = { seed: 7310, speed: 1, house: "standard", generator: "open-frame-7500" };

function known(what: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  throw new Refusal("E-OPTION-01", 400, `There is no ${what} "${name}": ${near(name, names)}.`);
}

type Home = Pick<TwinOptions, "seed" | "speed" | "house" | "generator">;

function homeOf(options: DemoOptions): Home {
  const seed = options.seed ?? DEFAULTS.seed;
  const speed = options.speed ?? DEFAULTS.speed;
  const house = options.house ?? DEFAULTS.house;
  const generator = options.generator ?? DEFAULTS.generator;
  const houses = HOUSES.map(({ name }) => name);
  const generators = GENERATORS.map(({ id }) => id);
  known("house", house, houses);
  known("generator", generator, generators);
  return { seed, speed, house, generator };
}

/** Starts it. Refuses a port in use, and names that there are not, in one sentence. */
export async function demo(options: DemoOptions = {}): Promise<Running> {
  const { print = () => undefined, about = () => ({}), environment = {} } = options;
  const { passwords, told } = choosePasswords(environment);
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
  // Not before: what is refused must leave nothing that runs.
  twin.start();
  print(`panel ${listening.address}`);
  print(`c12   ${LOOPBACK}:${tables.port}`);
  if (ports.serial !== undefined) print(`c12   ${ports.serial}, 9600 baud to begin with`);
  if (told !== "") print(`      passwords of this run: ${told}`);
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
