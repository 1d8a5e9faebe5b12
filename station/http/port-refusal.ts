/** Explains in one sentence why a port cannot be used. */
import { Refusal } from "@bptm/link/refusal";

/** `option` selects another port. Returns an error that does not concern ports unchanged. */
export function portRefusal(error: unknown, port: number, option: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "EADDRINUSE") {
    const fix = `choose another, or a free one with \`${option} 0\``;
    return new Refusal("E-PORT-01", 409, `Port ${port} is in use; ${fix}.`);
  }
  if (code === "EACCES") {
    const fix = `choose one above 1023 with \`${option}\``;
    return new Refusal("E-PORT-02", 403, `Port ${port} is reserved; ${fix}.`);
  }
  return error;
}
