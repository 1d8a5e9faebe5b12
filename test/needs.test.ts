import { afterEach, describe, expect, test, vi } from "vitest";
import { needs, needsFile } from "./needs";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test("tests of an installed program run", () => {
  expect(needs("node", "nodejs")).toBe(describe);
});

test("tests of a missing program are skipped with a message", () => {
  vi.stubEnv("BPTM_REQUIRE_ALL", "");
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  expect(needs("no-such-program", "no-such-package")).not.toBe(describe);
  expect(warn).toHaveBeenCalledWith("SKIPPED: needs Debian package no-such-package");
});

test("a missing program is an error where everything is required", () => {
  vi.stubEnv("BPTM_REQUIRE_ALL", "1");
  expect(() => needs("no-such-program", "no-such-package")).toThrow(/no-such-package/);
});

test("a named file must exist, and without a name the tests are skipped with a message", () => {
  vi.stubEnv("BPTM_SOME_FILE", "package.json");
  expect(needsFile("BPTM_SOME_FILE", "a file")).toBe(describe);
  vi.stubEnv("BPTM_SOME_FILE", "no-such-file");
  expect(() => needsFile("BPTM_SOME_FILE", "a file")).toThrow(/no-such-file, which does not exist/);
  vi.stubEnv("BPTM_SOME_FILE", "");
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  expect(needsFile("BPTM_SOME_FILE", "a file")).not.toBe(describe);
  expect(warn).toHaveBeenCalledWith("SKIPPED: needs a file at the path in BPTM_SOME_FILE");
});
