/** Where the project's files are. */
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

/** A file of the project, as an absolute path. */
export const path = (name) => fileURLToPath(new URL(name, root));
