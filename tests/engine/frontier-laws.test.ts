import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type CandidateEntry, frontierRows, type RunState } from "../../src/engine/index.ts";
import { moveOnFrontier } from "../../src/engine/pool/frontier-moves.ts";
import { emptyFrontier } from "../../src/engine/pool/frontier.ts";
import { undominated } from "../../src/engine/pool/undominated.ts";
import { type GeneratedRun, generatedRun, objectives, quick, runOf, scoreOn } from "./generated-run.ts";
import { type Script, stateOf, statesOf } from "./rule-task.ts";

/** Scores every candidate again on every front. */
function expectWholeFrontier(state: RunState): void {
  for (const front of frontierRows(state)) {
    const reached = state.candidates.flatMap((one) => {
      const score = scoreOn(one.scores, one.objectiveMeans, front.key);
      return score === undefined ? [] : [{ index: one.index, score }];
    });
    const best = Math.max(...reached.map((one) => one.score));
    expect(front.best).toBe(best);
    expect(front.members).toEqual(reached.filter((one) => one.score === best).map((one) => one.index));
  }
}

describe("the frontier", () => {
  it("is what scoring every candidate again would give, and holds nobody who is dominated", async () => {
    await fc.assert(
      fc.asyncProperty(generatedRun("either"), async (run) => expectWholeFrontier(stateOf(await runOf(run)))),
      quick,
    );
  });

  it("follows scores that rise and fall where a row is asked again, at every event", async () => {
    let fallen = 0;
    // The same question is answered rightly in two of three calls.
    const fickle: Script = {
      ...objectives,
      score: ({ callIndex }, score) => (callIndex % 3 === 2 ? 0 : score),
    };
    await fc.assert(
      fc.asyncProperty(generatedRun("studio"), async (run) => {
        const spec: GeneratedRun["spec"] = { ...run.spec, validation: { kind: "inherit", rows: 1 } };
        const states = statesOf(await runOf({ ...run, spec }, fickle));
        for (const [place, state] of states.entries()) {
          expectWholeFrontier(state);
          for (const { index, scores } of states[place - 1]?.candidates ?? [])
            fallen += scores.filter(
              (row, at) => state.candidates[index]!.scores[at]!.score < row.score,
            ).length;
        }
      }),
      quick,
    );
    expect(fallen).toBeGreaterThan(0);
  });

  it("looks through a front once, however many candidates move on it", () => {
    const scored = (index: number, score: number) =>
      ({
        index,
        scores: [{ example: 0, callIndex: 0, score }],
        objectiveMeans: {},
      }) as unknown as CandidateEntry;
    const before = Array.from({ length: 500 }, (_, index) => scored(index, 1));
    const after = before.map(({ index }) => scored(index, index % 2));
    let read = 0;
    const items = new Proxy(
      before.map(({ index }) => index),
      { get: (list, name) => ((read += 1), Reflect.get(list, name) as unknown) },
    );
    const front = {
      key: { kind: "instance", example: 0 },
      best: 1,
      members: { items, length: 500 },
    } as const;
    const moved = moveOnFrontier(
      { ...emptyFrontier, instance: { fronts: [front], places: { i0: 0 } } },
      "instance",
      before.map((one, index) => ({ before: one, after: after[index]! })),
      after,
    );
    const odd = after.flatMap(({ index }) => (index % 2 === 1 ? [index] : []));
    expect(moved.instance.fronts).toEqual([{ ...front, members: { items: odd, length: odd.length } }]);
    expect(read).toBeLessThan(3 * before.length);
  });

  it("offers as parents only candidates that some front needs", async () => {
    await fc.assert(
      fc.asyncProperty(generatedRun("studio"), async (run) => {
        const state = stateOf(await runOf(run));
        const { pool, samplingList } = undominated(state);
        const fronts = frontierRows(state).map(({ members }) => members.filter((one) => pool.includes(one)));
        expect(fronts.every((members) => members.length > 0)).toBe(true);
        for (const one of pool)
          expect(fronts.some((members) => members.length === 1 && members[0] === one)).toBe(true);
        expect([...new Set(samplingList)].toSorted((a, b) => a - b)).toEqual(pool);
      }),
      quick,
    );
  });
});
