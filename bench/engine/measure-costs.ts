/** Prints one line of JSON. Uses the engine's public door alone, so that it runs in older trees too (`costs.ts`). */
import {
  candidateHash,
  foldJournal,
  initialState,
  optimize,
  referenceSpec,
  studioSpec,
} from "../../src/engine/index.ts";
import type {
  CandidateAdded,
  EngineSpec,
  EnginePorts,
  JournalEvent,
  RunState,
} from "../../src/engine/index.ts";
import { applyEvent } from "../../src/engine/index.ts";

export interface EngineCosts {
  readonly foldMilliseconds: number;
  readonly minibatchMilliseconds: number;
  readonly knownBytes: number;
  readonly idleReference: number;
  readonly idleStudio: number;
  readonly idleLong: number;
}

function cpu(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

function heap(): number {
  // Columns that were outgrown are given back by a second look.
  for (let time = 0; time < 3; time += 1) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const unlimited = { metricCalls: 1e9, reflectionCalls: 1e9 };

function specOf(preset: "studio" | "reference", feedback: number, pareto: number, size: number): EngineSpec {
  const make = preset === "studio" ? studioSpec : referenceSpec;
  return make({
    seedCandidates: [{ main: "text" }],
    splits: { feedback, pareto, test: 0, paretoIsFeedback: false },
    budget: { ...unlimited, policy: preset === "studio" ? "reserve" : "overshoot" },
    minibatch: { size, failureAware: preset === "studio" },
    idleEpochs: null,
    perfectScore: null,
  });
}

function event(
  index: number,
  pareto: number,
  parents: readonly number[],
  score: (row: number) => number,
): CandidateAdded {
  const texts = { main: `text ${index}` };
  return {
    type: "candidate-added",
    index,
    kind: index === 0 ? "seed" : "mutation",
    iteration: index,
    texts,
    hash: candidateHash(texts),
    parents,
    ...(index === 0 ? {} : { proposal: index - 1 }),
    calls: { from: index * pareto, count: pareto },
    rows: Array.from({ length: pareto }, (_, row) => ({
      example: row,
      callIndex: index * pareto + row,
      score: score(row),
    })),
    metricCalls: pareto,
  };
}

/** A journal as a search writes it in which every fourth child is taken. */
function journal(events: number): JournalEvent[] {
  const pareto = 20;
  const spec = specOf("studio", 100, pareto, 5);
  const made: JournalEvent[] = [{ type: "run-started", spec }, event(0, pareto, [], () => 0)];
  let [call, proposal, candidates] = [pareto, 0, 1];
  for (let iteration = 1; made.length < events; iteration++) {
    const parent = (iteration * 7919) % candidates;
    const minibatch = Array.from({ length: 5 }, (_, i) => (iteration * 5 + i) % 100);
    const rows = (score: number) => minibatch.map((example) => ({ example, callIndex: call++, score }));
    const calls = (count: number) => ({ from: call, count });
    const texts = { main: `text ${proposal + 1}` };
    const hash = candidateHash(texts);
    const isTaken = proposal % 4 === 0;
    made.push({ type: "parents-selected", iteration, tasks: [{ parent, minibatch }], wordsDrawn: iteration });
    made.push({
      type: "parents-evaluated",
      iteration,
      calls: calls(5),
      evaluations: [{ parent, rows: rows(0) }],
      tasks: [{ verdict: "reflect", evaluation: 0, components: ["main"] }],
      metricCalls: 5,
    });
    made.push({
      type: "reflected",
      iteration,
      calls: calls(1),
      reflections: [
        {
          task: 0,
          component: "main",
          attempts: [{ callIndex: call++, purpose: "reflect", outcome: "used" }],
          rows: minibatch,
          promptTokens: 400,
        },
      ],
      proposals: [{ proposal, task: 0, texts, hash }],
      reflectionCalls: 1,
      wordsDrawn: iteration,
    });
    const judged = {
      proposal,
      before: 0,
      after: isTaken ? 5 : 0,
      verdict: isTaken ? "selected" : "not-better",
    } as const;
    const childCalls = calls(5);
    made.push({
      type: "children-judged",
      iteration,
      calls: childCalls,
      judgements: [{ ...judged, rows: rows(isTaken ? 1 : 0) }],
      metricCalls: 5,
    });
    if (isTaken) {
      const added = event(candidates++, pareto, [parent], (row) =>
        (row * 31 + proposal * 17) % 3 === 0 ? 1 : 0,
      );
      const fresh = added.rows.map((row) => ({ ...row, callIndex: call++ }));
      made.push({
        ...added,
        iteration,
        proposal,
        texts,
        hash,
        calls: { from: call - pareto, count: pareto },
        rows: fresh,
      });
    }
    proposal += 1;
  }
  return made.slice(0, events);
}

function fold(): number {
  const events = journal(100_000);
  foldJournal(events.slice(0, 3000));
  return Math.min(...[0, 1].map(() => cpu(() => void foldJournal(events))));
}

/** A long line, its seed run on every feedback row and the others on a few; all right, so that nothing can be left early. */
async function minibatch(): Promise<number> {
  const [feedback, depth] = [2000, 200];
  const spec = specOf("studio", feedback, 10, 5);
  let state: RunState = applyEvent(initialState(spec), { type: "run-started", spec });
  for (let i = 0; i < depth; i++) {
    state = applyEvent(
      state,
      event(i, 10, i === 0 ? [] : [i - 1], () => i / depth),
    );
    const examples =
      i === 0
        ? Array.from({ length: feedback }, (_, example) => example)
        : [7, 11, 13].map((step) => (i * step) % feedback);
    const rows = examples.map((example) => ({ example, callIndex: example, score: 1 }));
    state = applyEvent(
      { ...state, phase: { at: "selected", tasks: [] } },
      {
        type: "parents-evaluated",
        iteration: i,
        calls: { from: 1e6, count: 0 },
        evaluations: [{ parent: i, rows }],
        tasks: [],
        metricCalls: 0,
      },
    );
  }
  const start = state;
  const count = 12;
  return (await idle({ ...spec, parentSelector: { kind: "current-best" } }, start, count)) / count;
}

interface Texts {
  readonly row: string;
  readonly instruction: string;
}

const shortTexts: Texts = { row: "no", instruction: "new" };
/** As long as a grown instruction and a row of reading matter; no eight words of the one stand in the other. */
const longTexts: Texts = { row: wordsOf("row", 150), instruction: wordsOf("rule", 220) };

function wordsOf(stem: string, count: number): string {
  return Array.from({ length: count }, (_, at) => `${stem}${(at * 7919) % 997}`).join(" ");
}

/** Iterations in which no child is better; gives the time of `count` of them after a few to warm up. */
async function idle(spec: EngineSpec, start: RunState, count: number, said = shortTexts): Promise<number> {
  const warm = Math.min(count, 2000);
  let texts = 0;
  const ports: EnginePorts = {
    stop: { aborted: false },
    evaluate: (calls) =>
      Promise.resolve(
        calls.map(({ callIndex }) => ({
          kind: "scored" as const,
          callIndex,
          score: 0,
          output: "",
          records: { main: { Inputs: said.row, Feedback: "no" } },
        })),
      ),
    reflect: () =>
      Promise.resolve({
        kind: "answered" as const,
        text: `\`\`\`\n${said.instruction} ${texts++}\n\`\`\``,
        finishReason: "stop" as const,
      }),
  };
  const ready: RunState = { ...start, spec, phase: { at: "between" }, status: "searching" };
  let iterations = 0;
  let from = process.cpuUsage();
  for await (const made of optimize(spec, ports, ready)) {
    if (made.type !== "parents-selected") continue;
    if (++iterations === warm) from = process.cpuUsage();
    if (iterations === warm + count) break;
  }
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

async function idleAt(preset: "studio" | "reference", said?: Texts): Promise<number> {
  const spec = specOf(preset, 100, 50, 3);
  let state: RunState = applyEvent(initialState(spec), { type: "run-started", spec });
  for (let i = 0; i < 10; i++)
    state = applyEvent(
      state,
      event(i, 50, i === 0 ? [] : [i - 1], (row) => ((row * 31 + i * 17) % 10 < 3 + i / 2 ? 1 : 0)),
    );
  const count = 5000;
  return (await idle(spec, state, count, said)) / count;
}

/** What the state grows by, per rollout of many children that were tried on five rows, less what the children weigh. */
function known(): number {
  const spec = specOf("studio", 2000, 10, 5);
  const start = applyEvent(
    applyEvent(initialState(spec), { type: "run-started", spec }),
    event(0, 10, [], () => 0),
  );
  const grown = (cache: boolean): number => {
    const rows = Array.from({ length: 2000 }, (_, example) => ({ example, callIndex: example, score: 1 }));
    let state: RunState = { ...start, spec: { ...spec, cache, reuseParentRollouts: cache } };
    const before = heap();
    for (let i = 0; i < 100; i++) {
      const hash = candidateHash({ main: `line ${i}` });
      const candidates = [{ ...start.candidates[0]!, hash }];
      state = applyEvent(
        { ...state, candidates, phase: { at: "selected", tasks: [] } },
        {
          type: "parents-evaluated",
          iteration: i,
          calls: { from: 1, count: 0 },
          evaluations: [{ parent: 0, rows }],
          tasks: [],
          metricCalls: 0,
        },
      );
    }
    const after = heap();
    return state.events > 0 ? after - before : 0;
  };
  grown(true);
  return (grown(true) - grown(false)) / (2000 * 100);
}

const costs: EngineCosts = {
  foldMilliseconds: fold(),
  minibatchMilliseconds: await minibatch(),
  knownBytes: known(),
  idleReference: await idleAt("reference"),
  idleStudio: await idleAt("studio"),
  idleLong: await idleAt("studio", longTexts),
};
console.log(JSON.stringify(costs));
