import { afterEach, describe, expect, test, vi } from "vitest";
import { needs, needsFile } from "./needs";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test("what is installed runs", () => {
  expect(needs("node", "nodejs")).toBe(describe);
});

test("what is missing is skipped aloud", () => {
  vi.stubEnv("BPTM_REQUIRE_ALL", "");
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  expect(needs("no-such-program", "no-such-package")).not.toBe(describe);
  expect(warn).toHaveBeenCalledWith("SKIPPED: needs Debian package no-such-package");
});

test("nothing may be missing where everything is required", () => {
  vi.stubEnv("BPTM_REQUIRE_ALL", "1");
  expect(() => needs("no-such-program", "no-such-package")).toThrow(/no-such-package/);
});

test("a file that is named must be there, and one that is not is skipped aloud", () => {
  vi.stubEnv("BPTM_SOME_FILE", "package.json");
  expect(needsFile("BPTM_SOME_FILE", "a file")).toBe(describe);
  vi.stubEnv("BPTM_SOME_FILE", "no-such-file");
  expect(() => needsFile("BPTM_SOME_FILE", "a file")).toThrow(/no-such-file, which is not there/);
  vi.stubEnv("BPTM_SOME_FILE", "");
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  expect(needsFile("BPTM_SOME_FILE", "a file")).not.toBe(describe);
  expect(warn).toHaveBeenCalledWith("SKIPPED: needs a file at the path in BPTM_SOME_FILE");
});
