import { expect, test } from "vitest";
import { linesOf, shown, textOf } from "./comtrade-text";

const bytes = (...values: (number | string)[]): Uint8Array =>
  Buffer.concat(values.map((one) => (typeof one === "number" ? Buffer.of(one) : Buffer.from(one))));

test.each([
  ["UTF-8 with a byte order mark", bytes(0xef, 0xbb, 0xbf, "Station é"), "Station é"],
  ["UTF-16", bytes(0xff, 0xfe, "A", 0, "b", 0), "Ab"],
  ["Latin-1", bytes("Esta", 0xe7, 0xe3, "o de Medi", 0xe7, 0xe3, "o ", 0xe9, "t", 0xe9), "été"],
  ["Windows-1251", bytes(0xef, 0xf3, 0xf1, 0xea, " 1"), "пуск 1"],
  ["GB 18030", bytes(0xd6, 0xd0, 0xb9, 0xfa, ",", 0xb5, 0xe7, 0xd1, 0xb9), "中国,电压"],
  ["ASCII with padding", bytes("60\r\n", 0x1a, 0x1a, 0, 0), "60"],
])("%s", (_, given, wanted) => {
  const text = textOf(given);
  expect(text.endsWith(wanted)).toBe(true);
});

test("any line ending is read, and single blank lines are kept", () => {
  expect(linesOf("a\r\nb\nc\rd\r\r\n\ne")).toEqual(["a", "b", "c", "d", "", "e"]);
  expect(linesOf("1\n\n2\n\n3\n\n")).toEqual(["1", "2", "3"]);
});

test("control characters in a name are removed", () => {
  expect(shown(" U\u001B[31m  a\t b ")).toBe("U [31m a b");
});
