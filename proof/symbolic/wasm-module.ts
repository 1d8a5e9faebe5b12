/**
 * Reads those parts of a WebAssembly module that the proof needs: types, functions, exports,
 * globals. Function bodies are read on first use, because the measuring half of the core uses more
 * of the instruction set than the part that is proven.
 */

/** Thrown when the module contains something that the proof does not support. */
export class ModuleError extends Error {
  readonly code = "E-PROVE-11";
  constructor(what: string) {
    super(`E-PROVE-11: the compiled core cannot be read for the proof: ${what}.`);
  }
}

export interface Instruction {
  readonly code: number;
  /** Index, constant, label or offset, depending on the instruction. */
  readonly a: number;
  /** Of br_table: the labels, the default last. */
  readonly labels: readonly number[];
  /** Of block and if: its body, the else branch, and the number of results. */
  readonly body: readonly Instruction[];
  readonly other: readonly Instruction[];
  readonly results: number;
}

export interface WasmFunction {
  readonly parameters: number;
  readonly results: number;
  readonly locals: number;
  readonly body: readonly Instruction[];
}

interface Signature {
  readonly parameters: number;
  readonly results: number;
}

const ELSE = 0x05;
const END = 0x0b;
const I32 = 0x7f;
const EMPTY = 0x40;

/** Decodes numbers from the module's bytes. */
class WasmReader {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
  ) {}

  byte(): number {
    const found = this.bytes[this.at++];
    if (found === undefined) throw new ModuleError("it ends too early");
    return found;
  }

  unsigned(): number {
    let result = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      result += (byte & 127) * scale;
      if (byte < 128) return result;
    }
  }

  signed(): number {
    let result = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      result |= (byte & 127) << shift;
      if (byte < 128)
        return shift < 25 && (byte & 64) !== 0 ? result | (-1 << (shift + 7)) : result;
    }
  }

  skip(count: number): void {
    this.at += count;
  }

  name(): string {
    const length = this.unsigned();
    this.skip(length);
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }

  /** A vector: a count, and then as many items as `read` decodes. */
  list<T>(read: () => T): T[] {
    return Array.from({ length: this.unsigned() }, read);
  }
}

const NOTHING = { a: 0, labels: [], body: [], other: [], results: 0 } as const;
const hasNoOperand = (code: number): boolean =>
  [0x00, 0x01, 0x0f, 0x1a, 0x1b].includes(code) ||
  (code >= 0x45 && code <= 0x4f) ||
  (code >= 0x6a && code <= 0x76);
const hasIndex = (code: number): boolean =>
  code === 0x0c || code === 0x0d || code === 0x10 || (code >= 0x20 && code <= 0x24);
const isMemory = (code: number): boolean => code === 0x28 || code === 0x36;

/** Instructions up to the end of a block; `code` is END or ELSE. */
interface Sequence {
  readonly found: Instruction[];
  readonly code: number;
}

function readBlockResults(reader: WasmReader): number {
  const type = reader.byte();
  if (type === EMPTY) return 0;
  if (type === I32) return 1;
  throw new ModuleError(`it has a block of type ${type}; only i32 is supported`);
}

function readInstruction(reader: WasmReader, code: number): Instruction {
  if (hasNoOperand(code)) return { ...NOTHING, code };
  if (hasIndex(code)) return { ...NOTHING, code, a: reader.unsigned() };
  if (code === 0x41) return { ...NOTHING, code, a: reader.signed() };
  if (isMemory(code)) {
    reader.unsigned();
    return { ...NOTHING, code, a: reader.unsigned() };
  }
  if (code === 0x02 || code === 0x04) {
    const results = readBlockResults(reader);
    const inside = readSequence(reader);
    const other = inside.code === ELSE ? readSequence(reader).found : [];
    return { ...NOTHING, code, results, body: inside.found, other };
  }
  if (code === 0x0e) {
    const labels = reader.list(() => reader.unsigned());
    return { ...NOTHING, code, labels: [...labels, reader.unsigned()] };
  }
  const name = code === 0x03 ? "a loop" : `instruction 0x${code.toString(16)}`;
  throw new ModuleError(`the controlling half contains ${name}; use only i32 and no loops`);
}

function readSequence(reader: WasmReader): Sequence {
  const found: Instruction[] = [];
  for (;;) {
    const code = reader.byte();
    if (code === END || code === ELSE) return { found, code };
    found.push(readInstruction(reader, code));
  }
}

export class WasmModule {
  /** Name -> index of the function. */
  readonly exports: Map<string, number> = new Map();
  /** Initial value of each global. */
  readonly globals: number[] = [];
  private signatures: Signature[] = [];
  private types: number[] = [];
  private bodies: number[] = [];
  private readonly read = new Map<number, WasmFunction>();

  constructor(private readonly bytes: Uint8Array) {
    const reader = new WasmReader(bytes, 8);
    while (reader.at < bytes.length) {
      const section = reader.byte();
      const size = reader.unsigned();
      const end = reader.at + size;
      this.readSection(section, reader);
      reader.at = end;
    }
  }

  function(index: number): WasmFunction {
    const known = this.read.get(index);
    if (known !== undefined) return known;
    const signature = this.signatures[this.types[index] ?? -1];
    const at = this.bodies[index];
    if (signature === undefined || at === undefined)
      throw new ModuleError(`it has no function ${index}`);
    const reader = new WasmReader(this.bytes, at);
    let locals = 0;
    reader.list(() => {
      const count = reader.unsigned();
      if (reader.byte() !== I32)
        throw new ModuleError(`function ${index} has locals other than i32`);
      locals += count;
    });
    const made = { ...signature, locals, body: readSequence(reader).found };
    this.read.set(index, made);
    return made;
  }

  private readSection(section: number, reader: WasmReader): void {
    if (section === 1) this.signatures = reader.list(() => this.readSignature(reader));
    else if (section === 2) throw new ModuleError("it has imports; the core must have none");
    else if (section === 3) this.types = reader.list(() => reader.unsigned());
    else if (section === 6) reader.list(() => this.readGlobal(reader));
    else if (section === 7) reader.list(() => this.readExport(reader));
    else if (section === 10) this.bodies = reader.list(() => this.skipBody(reader));
  }

  private readSignature(reader: WasmReader): Signature {
    if (reader.byte() !== 0x60) throw new ModuleError("it has a type that is not a function");
    const parameters = reader.list(() => reader.byte()).length;
    return { parameters, results: reader.list(() => reader.byte()).length };
  }

  private readGlobal(reader: WasmReader): void {
    const type = reader.byte();
    reader.skip(1);
    if (type !== I32 || reader.byte() !== 0x41)
      throw new ModuleError("it has a global that is not an i32.const");
    this.globals.push(reader.signed());
    reader.skip(1);
  }

  private readExport(reader: WasmReader): void {
    const name = reader.name();
    const kind = reader.byte();
    const index = reader.unsigned();
    if (kind === 0) this.exports.set(name, index);
  }

  private skipBody(reader: WasmReader): number {
    const size = reader.unsigned();
    reader.skip(size);
    return reader.at - size;
  }
}
