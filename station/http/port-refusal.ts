/** Why a port cannot be listened on, in one sentence. */
import { Refusal } from "../wire/refusal";

/** `option` is the one that chooses another port. What is no matter of ports stays as it is. */
export function portRefusal(error: unknown, port: number, option: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "EADDRINUSE") {
    const mend = `choose another, or a free one by \`${option} 0\``;
    return new Refusal("E-PORT-01", 409, `Port ${port} is in use; ${mend}.`);
  }
  if (code === "EACCES") {
    const mend = `choose one above 1023 by \`${option}\``;
    return new Refusal("E-PORT-02", 403, `Port ${port} may not be used; ${mend}.`);
  }
  return error;
}
