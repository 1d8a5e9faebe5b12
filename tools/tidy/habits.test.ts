import { describe, expect, test } from "vitest";
import { messageProblems } from "./commits.mjs";
import { askForProof } from "./proof-due.mjs";

describe("the message of a commit", () => {
  const BODY = "\n\nThe reason.\n";

  test.each([
    [`Open a circle${BODY}`],
    [`${"X".repeat(72)}${BODY}`],
    ["Open a circle\n\nThe reason,\non two lines.\n"],
  ])("%j is fine", (message) => {
    expect(messageProblems(message)).toEqual([]);
  });

  test.each([
    [`${"X".repeat(73)}${BODY}`, "has a subject of 73 columns, at most 72"],
    [`Open a circle.${BODY}`, "has a full stop behind its subject"],
    [`open a circle${BODY}`, "has a subject that does not begin with a capital"],
    ["Open a circle\nThe reason.\n\nMore.", "has no blank line below its subject"],
    ["Open a circle\n", "has no body that says why"],
    ["Open a circle\n\n  \n", "has no body that says why"],
  ])("%j is refused", (message, problem) => {
    expect(messageProblems(message)).toEqual([problem]);
  });
});

describe("the proof is asked for", () => {
  test.each([[["docs/safety.yaml", "core/README.md", "CHANGELOG.md", "docs/panel.png", ""]], [[]]])(
    "not by %j",
    (files) => {
      expect(askForProof(files)).toEqual([]);
    },
  );

  test.each(["core/meter.ts", "proof/model/small.yaml", "package-lock.json", "tools/docs/a.ts"])(
    "by %s among words",
    (file) => {
      expect(askForProof(["docs/start.md", file])).toEqual([file]);
    },
  );
});
