import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { path } from "../project/paths.mjs";
import { compile } from "./wasm.mjs";

/** The module's text without optimization, and with all its constants masked. */
async function shape(name: string, options: object): Promise<{ masked: string; text: string }> {
  const part = { product: `build/shape-${name}.wasm`, entry: "proof/module/wasm.ts" };
  await compile(part, { text: true, ...options });
  const text = readFileSync(path(part.product.replace(/wasm$/, "wat")), "utf8");
  return { text, masked: text.replace(/i32\.const -?\d+/g, "i32.const #") };
}

test("the explored core differs from the shipped one in constants only", async () => {
  const shipped = await shape("shipped", {});
  const small = await shape("small", { figures: "proof/model/small.yaml" });
  expect(small.masked === shipped.masked).toBe(true);
  expect(small.text === shipped.text).toBe(false);
  expect(shipped.masked.length).toBeGreaterThan(100_000);
});
