/** The body of a request as JSON: of the right type, of bounded length, and whole. */
import type { Context } from "hono";
import { Refusal } from "../wire/refusal";

const BODY_BYTES = 16 * 1024;

const tooLarge = (): Refusal => new Refusal("E-BODY-02", 413, "A request has at most 16 KiB.");

/** Reads as it comes, so that more than is allowed is never held. */
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
 * The body of a request. Asking for JSON's own type makes browsers ask first before the page of
 * another site may send anything.
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
    throw new Refusal("E-BODY-01", 400, "The request's body is no JSON.");
  }
}
