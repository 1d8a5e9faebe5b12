/** Parses the values of options; each error is one sentence that names the valid values. */
import { InputError } from "./output";

/** A whole number from `min` to `max`. */
export function whole(name: string, min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    const sentence = `${name} is "${text}"; give a whole number from ${min} to ${max}.`;
    throw new InputError("E-CLI-02", sentence);
  };
}

/** A number of at least 0. */
export function number(name: string, max: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (value >= 0 && value <= max) return value;
    throw new InputError("E-CLI-02", `${name} is "${text}"; give a number from 0 to ${max}.`);
  };
}

/** One of the given words. */
export function oneOf<T extends string>(name: string, words: readonly T[]): (text: string) => T {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw new InputError("E-CLI-02", `${name} is "${text}"; give ${words.join(" or ")}.`);
  };
}
