/**
 * The panel's files, read once at the start. Only those are served, by their exact paths, so no
 * request can leave the folder.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { projectPath } from "@bptm/runtime/project-files";

/** A file of the panel. */
interface SiteFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly cache: string;
  readonly etag: string;
}

/** Request path, "/assets/index.js", to file. */
export type Site = ReadonlyMap<string, SiteFile>;

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".map": "application/json",
  ".txt": "text/plain; charset=utf-8",
};
/** Names under assets/ include a hash of their content, so the files never change. */
const IMMUTABLE = "public, max-age=31536000, immutable";
const ASK_AGAIN = "no-cache";

/** The built panel; null when it is not built. */
export function panelFolder(): string | null {
  const folder = projectPath("panel/dist/");
  return existsSync(join(folder, "index.html")) ? folder : null;
}

function read(folder: string, name: string): SiteFile {
  const body = Uint8Array.from(readFileSync(join(folder, name)));
  return {
    body,
    type: TYPES[extname(name)] ?? "application/octet-stream",
    cache: name.startsWith("assets/") ? IMMUTABLE : ASK_AGAIN,
    etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
  };
}

/** All files of a folder; the index is also served for "/". */
export function readSite(folder: string): Site {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, "/").length))
    .map((name) => name.replaceAll("\\", "/"));
  const site = new Map(names.map((name) => [`/${name}`, read(folder, name)]));
  const index = site.get("/index.html");
  if (index !== undefined) site.set("/", index);
  return site;
}

const NOT_BUILT = "The panel is not built yet: run `npm run build`. The API is at /api/state.\n";

/** Served for "/" while the panel is not built. */
export function siteWithoutPanel(): Site {
  const body = new TextEncoder().encode(NOT_BUILT);
  const type = "text/plain; charset=utf-8";
  return new Map([["/", { body, type, cache: ASK_AGAIN, etag: '"none"' }]]);
}
