/** Sends requests to a station as a program without browser rules: any path, any header. */
import { request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { demo } from "@bptm/station/demo";
import type { DemoOptions, RunningDemo } from "@bptm/station/demo";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Question {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** One request; the path is sent as given. */
export function ask(port: number, path: string, question: Question = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body } = question;
  return new Promise((resolve, reject) => {
    const where = { host: "127.0.0.1", port, path, method, headers, agent: false as const };
    const asked = request(where, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

/** Sends JSON. */
export function send(port: number, method: string, path: string, body: unknown): Promise<Answer> {
  const headers = { "content-type": "application/json" };
  return ask(port, path, { method, headers, body: JSON.stringify(body) });
}

/**
 * The code of a refusal; fails when the response is not a refusal, or its message is not a
 * sentence.
 */
export function codeOf(answer: Answer): string {
  const { error } = JSON.parse(answer.text) as { error: { code: string; message: string } };
  if (!/^[A-Z“"].*\.$/s.test(error.message)) throw new Error(`no sentence: ${error.message}`);
  return error.code;
}

/** A demonstration on free ports. */
export function station(options: DemoOptions = {}): Promise<RunningDemo> {
  return demo({ port_panel: 0, port_c12: 0, ...options });
}

/** Repeats until the condition holds. */
export async function until<Value>(
  look: () => Promise<Value> | Value,
  holds: (value: Value) => boolean,
): Promise<Value> {
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
