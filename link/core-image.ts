/**
 * The core's flat image: every word of a meter that somebody outside it may want to read, in the
 * order of its classes. What only the core itself needs (its working sums, its copies for power-up)
 * is left out. Two programs whose meters have other fields have other layouts, and refuse each
 * other's images.
 */
import { crc32 } from "node:zlib";
import { Meter } from "@bptm/core/meter";

/** Parts of the meter that nobody outside reads, and second names of parts of `control`. */
const LEFT_OUT = new Set<keyof Meter>([
  "sense",
  "blank",
  "kept",
  "kept_settings",
  "proposed",
  "request",
  "stored",
  "settings",
  "evidence",
  "position_u",
  "position_g",
  "utility",
  "generator",
  "transfer",
]);

/** A word: the object or array that holds it, and its name there. */
interface Place {
  readonly holder: Record<string, number>;
  readonly name: string;
}

function collect(holder: object, path: string, places: Place[], paths: string[]): void {
  for (const name of Object.keys(holder)) {
    if (path === "" && LEFT_OUT.has(name as keyof Meter)) continue;
    const value: unknown = Reflect.get(holder, name);
    const whole = path === "" ? name : `${path}.${name}`;
    if (typeof value === "object" && value !== null) collect(value, whole, places, paths);
    else {
      places.push({ holder: holder as Record<string, number>, name });
      paths.push(whole);
    }
  }
}

/** The places of a meter, in the order of the classes, and a check sum of their names. */
function placesOf(meter: Meter): { readonly places: readonly Place[]; readonly layout: number } {
  const places: Place[] = [];
  const paths: string[] = [];
  collect(meter, "", places, paths);
  return { places, layout: crc32(Buffer.from(paths.join("\n"))) };
}

/** The layout of this program, and how many words an image has. */
export const IMAGE: { readonly layout: number; readonly words: number } = ((): typeof IMAGE => {
  const { places, layout } = placesOf(new Meter());
  return { layout, words: places.length };
})();

/** Copies one meter's words out. */
export class ImageWriter {
  readonly #places: readonly Place[];

  /** Throws when the meter, which may be shown from a module's memory, has other fields. */
  constructor(meter: Meter) {
    const { places, layout } = placesOf(meter);
    if (layout !== IMAGE.layout) throw new TypeError("The module was built from another core.");
    this.#places = places;
  }

  /** Writes every word into `image`. */
  write(image: Int32Array): void {
    for (const [index, { holder, name }] of this.#places.entries()) {
      image[index] = Number(holder[name]);
    }
  }
}

/** A meter that shows the last image. */
export class ImageReader {
  readonly meter: Meter = new Meter();
  readonly #places: readonly Place[] = placesOf(this.meter).places;

  /** Takes the words of an image over; they must have this program's layout. */
  read(image: Int32Array): void {
    for (const [index, { holder, name }] of this.#places.entries()) {
      const word = image[index] ?? 0;
      holder[name] = word;
    }
  }
}
