/** Compiles tools/bench/network-drive.ts, with the network's lines in SIMD or scalar form. */
import { main } from "assemblyscript/asc";
import { path } from "../project/paths.mjs";
import { reader } from "../make/wasm.mjs";

const ENTRY = "tools/bench/network-drive.ts";
const FLAGS =
  "--runtime stub -O3 --noAssert --uncheckedBehavior always --initialMemory 16 --use abort=";

/** The module's bytes. */
export async function compileDrive(simd) {
  let bytes = new Uint8Array();
  const features = simd ? ["--enable", "simd"] : [];
  const { error, stderr } = await main(
    [ENTRY, "-o", "drive.wasm", "--baseDir", path("."), ...FLAGS.split(" "), ...features],
    {
      readFile: reader(simd),
      writeFile: (_name, data) => {
        bytes = data;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${ENTRY} does not compile.\n${stderr}${error.message}`);
  return bytes;
}
