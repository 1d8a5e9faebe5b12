import { afterEach, describe, expect, test, vi } from "vitest";
import { needs } from "./needs";

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
