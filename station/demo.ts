/** The demonstration: a meter with its home and its panel, in real time or faster. */
import { HOUSES } from "@bptm/twin/homes";
import { near } from "@bptm/lab/near";
import { GENERATORS } from "./bench-names";
import { Refusal } from "./refusal";
import { serve } from "./server";
import { panelFolder, readSite, siteWithoutPanel } from "./site";
import type { About } from "./runs-aside";
import { Twin } from "./twin";

/** Where the panel is by default. */
const PORT_PANEL = 7310;

/** Everything may be left out. */
export interface DemoOptions {
  /** 0 takes a free port. */
  readonly port_panel?: number;
  readonly seed?: number;
  /** 1 is real time. */
  readonly speed?: number;
  readonly house?: string;
  readonly generator?: string;
  /** What a report tells of its making: commit, versions, machine. */
  readonly about?: About;
  /** Gets one line for each address: "panel http://127.0.0.1:7310". */
  readonly print?: (line: string) => void;
}

/** A demonstration that runs. */
export interface Running {
  readonly port: number;
  readonly address: string;
  /** How many pages listen now. */
  clients(): number;
  close(): Promise<void>;
}

const DEFAULTS = { seed: 7310, speed: 1, house: "standard", generator: "open-frame-7500" };

function known(what: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  throw new Refusal("E-OPTION-01", 400, `There is no ${what} "${name}": ${near(name, names)}.`);
}

/** Starts it. Refuses a port in use, and names that there are not, in one sentence. */
export async function demo(options: DemoOptions = {}): Promise<Running> {
  const { port_panel = PORT_PANEL, print = () => undefined, about = () => ({}) } = options;
  const seed = options.seed ?? DEFAULTS.seed;
  const speed = options.speed ?? DEFAULTS.speed;
  const house = options.house ?? DEFAULTS.house;
  const generator = options.generator ?? DEFAULTS.generator;
  const generators = GENERATORS.map(({ id }) => id);
  known(
    "house",
    house,
    HOUSES.map(({ name }) => name),
  );
  known("generator", generator, generators);
  const twin = new Twin({ seed, speed, house, generator, about });
  const folder = panelFolder();
  const site = folder === null ? siteWithoutPanel() : readSite(folder);
  const listening = await serve(twin, site, port_panel);
  twin.start();
  print(`panel ${listening.address}`);
  return {
    port: listening.port,
    address: listening.address,
    clients: () => listening.clients(),
    close: async () => {
      await twin.stop();
      await listening.close();
    },
  };
}
