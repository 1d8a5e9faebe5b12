/** Compiles test/spin/wasm.ts with the lines of a campaign in place of case.ts. */
import { readFileSync } from "node:fs";
import { main } from "assemblyscript/asc";
import { parse } from "yaml";
import { path } from "../project/paths.mjs";
import { reader } from "../make/wasm.mjs";

const ENTRY = "test/spin/wasm.ts";
const CASE = /test\/spin\/case\.ts$/;
const FLAGS =
  "--runtime stub -O3 --noAssert --uncheckedBehavior always --initialMemory 16 --use abort=";

/** The module's bytes; `lines` are written by case-text.ts. */
export async function compileCase(lines) {
  let bytes = new Uint8Array();
  const read = reader(false, parse(readFileSync(path("proof/model/small.yaml"), "utf8")));
  const { error, stderr } = await main(
    [ENTRY, "-o", "plain.wasm", "--baseDir", path("."), ...FLAGS.split(" ")],
    {
      readFile: (name, base) => (CASE.test(name) ? lines : read(name, base)),
      writeFile: (_name, data) => {
        bytes = data;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${ENTRY} does not compile.\n${stderr}${error.message}`);
  return bytes;
}
