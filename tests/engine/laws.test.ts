import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  allProposals,
  applyEvent,
  bestCandidate,
  candidateHash,
  frontierRows,
  initialState,
  isScored,
  optimize,
} from "../../src/engine/index.ts";
import type {
  Candidate,
  EvaluationCall,
  JournalEvent,
  ReflectionAnswer,
  ReflectionRequest,
  RunState,
} from "../../src/engine/index.ts";
import { generatedRun, objectives, quick, runOf, scoreOn } from "./generated-run.ts";
import type { GeneratedRun } from "./generated-run.ts";
import { createWorld, journalOf, repair, scoreRow, stateOf, statesOf } from "./rule-task.ts";
import type { Script } from "./rule-task.ts";

/** Fails about one call in eight, always the same ones. */
const unlucky = (call: EvaluationCall): boolean =>
  call.purpose !== "seed" && (call.callIndex * 2654435761) % 8 === 3;

/** Answers about half of all letters with the old text, nothing, or a failure; always the same ones. */
function moody(request: ReflectionRequest): ReflectionAnswer {
  switch (((request.callIndex * 2654435761) >>> 4) % 6) {
    case 0:
      return { kind: "proposed", text: request.currentText };
    case 1:
      return { kind: "answered", text: "<think>hm", finishReason: "length" };
    case 2:
      return { kind: "failed", reason: "the line is dead" };
    case 3:
      return {
        kind: "answered",
        text: `HYPOTHESIS: a rule\nADD: ${request.callIndex}\nHYPOTHESIS: another\n\`\`\`\n${request.callIndex + 1}\n\`\`\``,
        finishReason: "stop",
      };
    default:
      return repair(request);
  }
}

describe("the journal", () => {
  it("goes on from every prefix as if nothing had happened, and asks nothing twice", async () => {
    await fc.assert(
      fc.asyncProperty(generatedRun("either"), fc.boolean(), async (run, fails) => {
        const script: Script =
          fails && run.spec.preset === "studio"
            ? { ...objectives, fails: unlucky, reflect: moody }
            : objectives;
        const world = createWorld(run.task, script);
        const whole = await journalOf(run.spec, world.ports);
        for (let k = 0; k < whole.length; k++) {
          const again = createWorld(run.task, script, world);
          expect(await journalOf(run.spec, again.ports, whole.slice(0, k))).toEqual(whole);
          expect(again.ran).toEqual({ rollouts: 0, reflections: 0 });
        }
      }),
      { numRuns: 40 },
    );
  });

  it("is plain JSON, and the same whatever the order in which answers arrive", async () => {
    await fc.assert(
      fc.asyncProperty(generatedRun("either"), async (run) => {
        const together = await runOf(run);
        const apart = await runOf(run, { ...objectives, reversed: true });
        expect(JSON.stringify(apart)).toBe(JSON.stringify(together));
        expect(JSON.parse(JSON.stringify(together))).toEqual(together);
      }),
      { numRuns: 25 },
    );
  });

  it("folds to the same state at once and event by event, from a copied snapshot, and beside other branches", async () => {
    await fc.assert(
      fc.asyncProperty(generatedRun("either"), fc.nat(), async (run, cut) => {
        const world = createWorld(run.task, objectives);
        const events = await journalOf(run.spec, world.ports);
        const states = statesOf(events);
        const frozen = states.map((state) => JSON.stringify(visible(state)));
        const k = cut % events.length;
        const snapshot = structuredClone(states[k]!);
        for (let i = 0; i < k + 1; i++) expect(JSON.stringify(visible(states[i]!))).toBe(frozen[i]);
        const rest = await collect(run, world.ports, snapshot);
        expect(rest).toEqual(events.slice(k + 1));
        expect(states.map((state) => JSON.stringify(visible(state)))).toEqual(frozen);
        expect(JSON.stringify(visible(stateOf(events)))).toBe(frozen.at(-1));
      }),
      quick,
    );
  });
});

/** What a page can see of a state. */
function visible(state: RunState): unknown {
  const {
    known: _known,
    seen: _seen,
    frontier: _frontier,
    proposals: _proposals,
    spec: _spec,
    ...rest
  } = state;
  return { ...rest, fronts: frontierRows(state), proposals: state.proposals.length };
}

async function collect(
  run: GeneratedRun,
  ports: ReturnType<typeof createWorld>["ports"],
  start: RunState,
): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for await (const event of optimize(run.spec, ports, start)) events.push(event);
  return events;
}

describe("the state of a search", () => {
  it("is the one handed back by whoever stores its events: the same journal comes of it, folded once", async () => {
    await fc.assert(
      fc.asyncProperty(generatedRun("studio"), async (run) => {
        const alone = await journalOf(run.spec, createWorld(run.task, objectives).ports);
        let state = initialState(run.spec);
        const events: JournalEvent[] = [];
        const search = optimize(run.spec, createWorld(run.task, objectives).ports, state);
        let next = await search.next();
        for (; next.done !== true; next = await search.next(state)) {
          events.push(next.value);
          state = applyEvent(state, next.value);
        }
        expect(events).toEqual(alone);
        expect(next.value).toBe(state);
      }),
      quick,
    );
  });
});

describe("the budget", () => {
  it("is never exceeded in the studio preset, and counts exactly the rollouts that were run", async () => {
    await fc.assert(
      fc.asyncProperty(generatedRun("studio"), async (run) => {
        const world = createWorld(run.task, objectives);
        const { spent, budget } = stateOf(await journalOf(run.spec, world.ports));
        expect(spent.metricCalls).toBeLessThanOrEqual(budget.metricCalls!);
        expect(spent.reflectionCalls).toBeLessThanOrEqual(budget.reflectionCalls ?? Number.POSITIVE_INFINITY);
        expect(spent.metricCalls).toBe(world.ran.rollouts);
        expect(spent.reflectionCalls).toBe(world.ran.reflections);
      }),
      quick,
    );
  });

  it("counts every letter of a moody Reflection model, and none beyond its cap", async () => {
    await fc.assert(
      fc.asyncProperty(generatedRun("studio"), async (run) => {
        const world = createWorld(run.task, { ...objectives, reflect: moody });
        const { spent, budget } = stateOf(await journalOf(run.spec, world.ports));
        expect(spent.reflectionCalls).toBe(world.ran.reflections);
        expect(spent.reflectionCalls).toBeLessThanOrEqual(budget.reflectionCalls ?? Number.POSITIVE_INFINITY);
      }),
      quick,
    );
  });

  it("is overshot by at most one iteration in the reference preset", async () => {
    await fc.assert(
      fc.asyncProperty(generatedRun("reference"), async (run) => {
        for (const state of statesOf(await runOf(run))) {
          const over = state.spent.metricCalls - run.spec.budget.metricCalls!;
          const tasks = 4;
          expect(over).toBeLessThanOrEqual(tasks * (2 * 8 + run.spec.splits.pareto));
        }
      }),
      quick,
    );
  });
});

describe("an inherited score", () => {
  it("is the nearest asked ancestor's, and never that of the best or of a winner", async () => {
    await fc.assert(
      fc.asyncProperty(generatedRun("studio"), fc.boolean(), async (run, fails) => {
        const spec: GeneratedRun["spec"] = { ...run.spec, validation: { kind: "inherit", rows: 1 } };
        const script: Script = fails ? { ...objectives, fails: unlucky } : objectives;
        for (const state of statesOf(await runOf({ ...run, spec }, script))) {
          const best = bestCandidate(state);
          const asked = best?.scores.filter(({ from }) => from !== "inherited") ?? [];
          expect(asked.length).toBe(best?.scores.length ?? 0);
          for (const row of asked.filter(({ from }) => from !== "parent"))
            expect(row.score).toBe(scoreRow(best!.texts, run.task.pareto[row.example]!).score);
          for (const one of state.candidates) {
            for (const row of one.scores.filter(({ from }) => from === "inherited")) {
              const parent = state.candidates[one.inherits!]!;
              expect(row.score).toBe(scoreOn(parent.scores, {}, { kind: "instance", example: row.example }));
            }
          }
        }
      }),
      quick,
    );
  });
});

describe("a transport failure", () => {
  it("is never a score: every score in the journal is the one the row deserves", async () => {
    await fc.assert(
      fc.asyncProperty(generatedRun("studio"), async (run) => {
        const world = createWorld(run.task, { ...objectives, fails: unlucky });
        const state = stateOf(await journalOf(run.spec, world.ports));
        for (const { texts, scores, hash } of state.candidates) {
          expect(candidateHash(texts)).toBe(hash);
          for (const { example, score, from } of scores) {
            const deserved = (one: Candidate): number => scoreRow(one, run.task.pareto[example]!).score;
            // Where no answer came, or none was asked for, one that was given before stands.
            if (from === "parent" || from === "inherited")
              expect(state.candidates.map((one) => deserved(one.texts))).toContain(score);
            else expect(score).toBe(deserved(texts));
          }
        }
        for (const proposal of allProposals(state)) {
          for (const row of [...proposal.parentRows, ...proposal.childRows]) {
            if (isScored(row)) expect(row.score).toBeGreaterThanOrEqual(0);
            else expect(row.failed).toBe("the line is dead");
          }
          if (proposal.kind !== "merge" && proposal.after !== null) {
            const texts = { ...state.candidates[proposal.parents[0]!]!.texts, ...proposal.texts };
            const answered = proposal.childRows.filter(isScored);
            const deserved = answered.map((row) => scoreRow(texts, run.task.feedback[row.example]!).score);
            expect(proposal.after).toBeCloseTo(
              deserved.reduce((sum, one) => sum + one, 0),
              10,
            );
          }
        }
      }),
      quick,
    );
  });

  it("lets a parent's score stand on a few rows without an answer, and takes no candidate that misses more", async () => {
    await fc.assert(
      fc.asyncProperty(generatedRun("studio"), async (run) => {
        // Where feedback rows are the Pareto rows too, an answer of the minibatch is an answer of its row.
        fc.pre(!run.spec.splits.paretoIsFeedback);
        const isJudging = (purpose: string): boolean => ["pareto", "verify", "final"].includes(purpose);
        const script: Script = { ...objectives, fails: (call) => isJudging(call.purpose) };
        const state = stateOf(await journalOf(run.spec, createWorld(run.task, script).ports));
        const seeds = run.spec.seedCandidates.length;
        for (const { scores } of state.candidates.slice(seeds)) {
          expect(scores.filter((row) => row.from === undefined)).toEqual([]);
          const standIns = scores.filter((row) => row.from === "parent").length;
          expect(standIns).toBeLessThanOrEqual(Math.max(1, scores.length / 4));
        }
      }),
      quick,
    );
  });
});
