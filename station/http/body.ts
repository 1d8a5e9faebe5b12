/** The body of a request as JSON: of the correct type, limited length, and complete. */
import type { Context } from "hono";
import { Refusal } from "@bptm/link/refusal";

const BODY_BYTES = 16 * 1024;

const tooLarge = (): Refusal =>
  new Refusal("E-BODY-02", 413, "A request body may have at most 16 KiB.");

/** Reads piece by piece, so that no more than the limit is ever held in memory. */
async function bounded(stream: ReadableStream<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += part.length;
    if (bytes > BODY_BYTES) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/**
 * The body of a request. Requiring JSON's own content type makes browsers send a preflight request
 * before a page of another site may send anything.
 */
export async function readJson(context: Context): Promise<unknown> {
  const type = context.req.header("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Refusal("E-BODY-03", 415, "Send JSON, with content-type application/json.");
  }
  if (Number(context.req.header("content-length") ?? 0) > BODY_BYTES) throw tooLarge();
  const stream = context.req.raw.body;
  const text = stream === null ? "" : await bounded(stream);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal("E-BODY-01", 400, "The request body is not valid JSON.");
  }
}
