import { expect, test } from "vitest";
import { Echo } from "./echo";

const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (one: Uint8Array): string => Buffer.from(one).toString("hex");
const IDENTIFY = "ee0000000001201310";

test("what a probe gives back is not heard, in whatever pieces it comes", () => {
  const echo = new Echo();
  echo.sent(octets(IDENTIFY));
  expect(hex(echo.received(octets("ee00000000")))).toBe("");
  expect(hex(echo.received(octets("0120131006ee")))).toBe("06ee");
  expect(hex(echo.received(octets("0000")))).toBe("0000");
  // An acknowledgement and the next request at once.
  echo.sent(octets("06"));
  echo.sent(octets(IDENTIFY));
  expect(hex(echo.received(octets(`06${IDENTIFY}06`)))).toBe("06");
});

test("a line without echo is left as it is, also when it begins alike", () => {
  const echo = new Echo();
  echo.sent(octets(IDENTIFY));
  expect(hex(echo.received(octets("ee00")))).toBe("");
  expect(hex(echo.received(octets("2000")))).toBe("ee002000");
  echo.sent(octets("06"));
  expect(hex(echo.received(octets("06")))).toBe("06");
});

test("a disturbed echo is passed on, and the next echo is removed", () => {
  const echo = new Echo();
  echo.sent(octets(IDENTIFY));
  echo.received(octets(IDENTIFY));
  echo.sent(octets(IDENTIFY));
  expect(hex(echo.received(octets("ee00ff0000")))).toBe("ff0000");
  expect(hex(echo.received(octets("01201310")))).toBe("01201310");
  echo.sent(octets(IDENTIFY));
  expect(hex(echo.received(octets(`${IDENTIFY}06`)))).toBe("06");
});
