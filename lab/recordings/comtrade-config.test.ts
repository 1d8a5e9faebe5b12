import { describe, expect, test } from "vitest";
import { readConfig } from "./comtrade-config";
import { RecordingError } from "./recording-error";

const OLD = `North, feeder 3
3,2A,1D
1,Va,A,,V,0.5,-1,0,-2048,2047
2,Ia,A,,A,0.01,0,12.5,-2048,2047
1,Trip,0
60
1
720,3
03/04/91,10:20:30.5
03/04/91,10:20:30.6
BINARY
`;

const NEW = `Station,Device,1999
3,2A,1D
1,Va,A,line 1,kV,0.5,-1,0,-2048,2047,7200,120,S
2,Ia,A,line 1,A,1.0D-02,,,-2048,2047,,,P
1,Trip,A,line 1,0
50
2
1000,100
500,150
03/04/1999,10:20:30.500000
03/04/1999,10:20:30.600000
ascii
1.0
`;

function refused(text: string): string {
  try {
    readConfig(text, "a.cfg");
  } catch (error) {
    if (error instanceof RecordingError) return error.message;
    throw error;
  }
  return "";
}

describe("layouts", () => {
  test("1991: ten fields, no ratio, the month first, no multiplier", () => {
    const config = readConfig(OLD, "a.cfg");
    expect(config).toMatchObject({ station: "North", device: "feeder 3", revision: "1991" });
    expect(config.analog[1]).toMatchObject({ a: 0.01, skew_us: 12.5, primary: 1, secondary: 1 });
    expect(config.status).toEqual([{ name: "Trip" }]);
    expect(config).toMatchObject({ line_hz: 60, samples: 3, format: "BINARY", time_multiplier: 1 });
    expect(config.start?.text).toBe("1991-03-04T10:20:30.5");
  });

  test("1999: ratios, several rates, the day first", () => {
    const config = readConfig(NEW.replaceAll("\n", "\r\n"), "a.cfg");
    expect(config.revision).toBe("1999");
    expect(config.analog[0]).toMatchObject({ primary: 7200, secondary: 120, side: "secondary" });
    expect(config.analog[1]).toMatchObject({ a: 0.01, b: 0, skew_us: 0, primary: 1 });
    expect(config.rates).toEqual([
      { hz: 1000, last: 100 },
      { hz: 500, last: 150 },
    ]);
    expect(config.start?.text).toBe("1999-04-03T10:20:30.500000");
  });

  test("2013: formats of its own, and time codes that change nothing", () => {
    const text = NEW.replace("1999", "2013").replace("ascii", "FLOAT32 ") + "-5h30,-5h30\nB,3\n";
    expect(readConfig(text, "a.cfg")).toMatchObject({ format: "FLOAT32", revision: "2013" });
  });

  test("commas in names, empty fields, blank tails", () => {
    const text = NEW.replace("Station,Device", "A, B, C,Device")
      .replace("1,Va,A,line 1", "1,Va, left,A,line 1")
      .replace("\n50\n", "\n\n")
      .replace("03/04/1999,10:20:30.600000\n", ",\n")
      .replace("ascii\n1.0\n", "\nASCII");
    const config = readConfig(text, "a.cfg");
    expect(config.station).toBe("A, B, C".replaceAll(", ", ","));
    expect(config.analog[0]?.name).toBe("Va,left");
    expect(config).toMatchObject({ line_hz: 0, trigger: undefined, time_multiplier: 1 });
  });

  test.each([
    ["0\n0,150", 150],
    ["0", undefined],
    ["0\n,150", 150],
    ["1\n0,150", 150],
  ])("time stamps alone: %j", (lines, samples) => {
    const config = readConfig(NEW.replace("2\n1000,100\n500,150", lines), "a.cfg");
    expect(config).toMatchObject({ rates: [], samples });
  });
});

describe("wrong counts and invalid lines", () => {
  test.each([
    [
      "3,2A,1D",
      "4,3A,1D",
      /^E-REC-05: a\.cfg:5: this line is not an analog channel, but line 2 st/,
    ],
    ["3,2A,1D", "2,1A,1D", /^E-REC-05: a\.cfg:4: this line is not a status channel, but line 2 st/],
    ["3,2A,1D", "4,2A,2D", /^E-REC-05: a\.cfg:6: this line is not a status channel/],
    ["3,2A,1D", "2,2A,0D", /^E-REC-05: a\.cfg:5: this line is not a line frequency/],
    ["3,2A,1D", "9,2A,1D", /^E-REC-05: a\.cfg:2: it states 9 channels, but 2A and 1D make 3; corr/],
    ["3,2A,1D", "many", /^E-REC-03: a\.cfg:2: "many" is not a number of channels/],
    ["\n2\n1000", "\n3\n1000", /^E-REC-05: a\.cfg:10: 3 sampling rates are announced/],
    ["500,150", "500,50", /^E-REC-05: a\.cfg:9: rate 500 up to sample 50 is impossible/],
    ["500,150", "500,x", /^E-REC-04: a\.cfg:9: the last sample of rate 2 is "x"; write a number/],
    ["0.5,-1", "volts,-1", /^E-REC-04: a\.cfg:3: the factor a of channel 1 is "volts"/],
    ["ascii", "pdf", /^E-REC-09: a\.cfg:12: "PDF" is not a data format; use one of ASCII, BINARY/],
  ])("%j instead of %j", (right, wrong, sentence) => {
    expect(refused(NEW.replace(right, wrong))).toMatch(sentence);
  });

  test("every truncated file is refused in one sentence, or is complete", () => {
    const lines = NEW.trimEnd().split("\n");
    for (let length = 0; length < lines.length - 1; length++) {
      const said = refused(lines.slice(0, length).join("\n"));
      expect(said).toMatch(/^E-REC-0[35]: a\.cfg:\d+: [^\n]+\.$/);
    }
    expect(refused(lines.slice(0, -1).join("\n"))).toBe("");
  });
});
