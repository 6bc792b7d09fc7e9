import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { readRecordedGrpo } from "../../src/views/compare/recorded-grpo.ts";
import { sampleRecording } from "../support/sample-recording.ts";

const shipped = fileURLToPath(new URL("../../public/recorded/grpo.json", import.meta.url));

function refusal(file: unknown): string {
  const reading = readRecordedGrpo(file);
  return reading.kind === "ok" ? "taken" : reading.message;
}

const training = (change: object) => {
  const sample = sampleRecording();
  return { ...sample, runs: [{ ...sample.runs[0]!, ...change }] };
};

describe("a recording of GRPO", () => {
  test("is read as it is, with nothing it does not declare", () => {
    const reading = readRecordedGrpo({ ...sampleRecording(), surprise: "<b>" });
    expect(reading).toEqual({ kind: "ok", value: expect.objectContaining({ parameters: 12_288 }) });
    expect(JSON.stringify(reading)).not.toContain("surprise");
  });

  test.each([
    ["a list", [], "the file is not an object"],
    ["another format", { ...sampleRecording(), format: "x" }, "this is not a recording of GRPO"],
    ["a later version", { ...sampleRecording(), version: 2 }, "version 2 of the recording is not known here"],
    ["no run", { ...sampleRecording(), runs: [] }, "runs has 0 entries"],
    ["a false digest", { ...sampleRecording(), weightsSha256: "zz" }, "weightsSha256 is not a SHA-256"],
    ["rollouts that go back", training({ rollouts: [0, 960, 480] }), "runs[0].rollouts does not ascend"],
    [
      "a score above 1",
      training({ validation: [0.1, 0.2, 85] }),
      "runs[0].validation has 85, not a share of 1",
    ],
    ["too few scores", training({ reward: [0.1] }), "runs[0].reward has 1 entries for 3 counts of rollouts"],
    [
      "more right than rows",
      training({ test: { rows: 10, seedRight: 1, finalRight: 11 } }),
      "runs[0].test.finalRight is 11 of 10 rows",
    ],
    ["half a rollout", training({ rollouts: [0, 0.5, 1] }), "runs[0].rollouts is 0.5, not a count"],
  ])("with %s is refused with the reason", (_, file, message) => {
    expect(refusal(file)).toBe(message);
  });

  test.runIf(existsSync(shipped))("that ships with the studio is one it reads", () => {
    expect(refusal(JSON.parse(readFileSync(shipped, "utf8")))).toBe("taken");
  });
});
