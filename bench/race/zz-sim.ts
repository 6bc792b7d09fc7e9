import * as e from "../../src/engine/index.ts";
import { raceRun } from "../../src/setup/race/race.ts";
import { textSeed } from "../../src/shared/seeded-random.ts";
import { buildTask } from "../../src/tasks/build-task.ts";
import { coachReflect } from "../../src/tasks/coach/coach.ts";
import { parseInstruction } from "../../src/tasks/coach/instruction.ts";
import { generatedRows } from "../../src/tasks/generated-rows.ts";
const seeds = Number(process.argv[2] ?? 6),
  slip = Number(process.argv[3] ?? 0.03);
const only = process.argv[4];
const first = Number(process.argv[5] ?? 5000);
const unit = (t: string) => textSeed(t) / 2 ** 32;
const median = (xs: number[]): number => {
  const s = xs.toSorted((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 ? s[m]! : (s[m - 1]! + s[m]!) / 2;
};
const mean = (xs: number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;
function answer(system: string, message: string): string {
  const { parts } = parseInstruction(system);
  const text = message.toLowerCase();
  let label = "UNKNOWN";
  const rule = parts.find(
    (p) =>
      p.meaning.kind === "rule" &&
      p.meaning.words.some((w) => new RegExp(`\\b${w.toLowerCase()}\\b`).test(text)),
  );
  const other = parts.find((p) => p.meaning.kind === "default");
  if (rule?.meaning.kind === "rule") label = rule.meaning.label;
  else if (other?.meaning.kind === "default") label = other.meaning.label;
  return unit(`${system}|${message}`) < slip ? "UNKNOWN" : label;
}
const variants: Record<string, (s: e.EngineSpec) => e.EngineSpec> = {};
for (const reuse of [false, true])
  for (const size of [3, 4, 5])
    for (const rows of [4, 6, 10]) {
      if (!reuse && rows !== 10) continue;
      variants[`${reuse ? "reuse" : "paid"} mb${size} v${rows}`] = (s) => ({
        ...s,
        reuseParentRollouts: reuse,
        cache: reuse,
        minibatch: { size, failureAware: true },
        validation: { kind: "inherit", rows },
      });
    }
for (const [name, change] of Object.entries(variants)) {
  if (only && only !== "trace" && name !== only) continue;
  if (only === "trace" && name !== "race, reuse") continue;
  const t90: number[] = [],
    any90: number[] = [],
    fin: number[] = [],
    calls: number[] = [];
  let trail: Record<string, number> = {};
  for (let p = 0; p < seeds; p++) {
    const run = await raceRun({ raceId: "x", policySeed: first + p, seed: 1, optimizer: "gepa" });
    const task = buildTask(run.task, generatedRows(run.task.source as never));
    const spec = change(run.engine);
    const stored = new Map<number, any>();
    const ask = (_role: any, request: any) => {
      const said = (role: string) => request.messages.find((m: any) => m.role === role)?.content ?? "";
      return Promise.resolve({
        kind: "completed",
        text: answer(said("system"), said("user")),
        finishReason: "stop",
        usage: { promptTokens: 1, completionTokens: 1 },
        latencyMs: 0,
      } as any);
    };
    const purposes: Record<string, number> = {};
    let hit = Infinity;
    const ports: any = {
      stop: { aborted: false },
      evaluate: async (cs: any[]) => {
        const out = [];
        for (const c of cs) {
          const row = task.examples(c.split)[c.example]!;
          if (!stored.has(c.callIndex) && hit === Infinity)
            purposes[c.purpose] = (purposes[c.purpose] ?? 0) + 1;
          const r: any = stored.get(c.callIndex) ?? (await task.run(c.candidate, row, ask));
          stored.set(c.callIndex, r);
          const records = Object.fromEntries(task.components.map((n) => [n, task.record(n, row, r)]));
          out.push({
            kind: "scored",
            callIndex: c.callIndex,
            score: r.judgement.score,
            output: r.output,
            records,
          });
        }
        return out;
      },
      reflect: async (q: any) => {
        const { text } = coachReflect({
          component: q.component,
          currentText: q.currentText,
          records: q.records,
          attempt: q.attempt,
          prompt: q.prompt,
          seed: spec.seed + q.callIndex,
        } as any);
        return { kind: "answered", text, finishReason: "stop" };
      },
    };
    let state = e.initialState(spec);
    let atAdded = Infinity;
    let log = "";
    for await (const ev of e.optimize(spec, ports)) {
      state = e.applyEvent(state, ev);
      if (state.best.mean >= 0.9 * (1 - slip) && hit === Infinity) hit = state.spent.metricCalls;
      if (ev.type === "candidate-added" && state.best.mean >= 0.9 * (1 - slip) && atAdded === Infinity)
        atAdded = state.spent.metricCalls;
      if (only === "trace" && ev.type === "candidate-added" && state.spent.metricCalls < 260) {
        let t = 0;
        const prow = task.examples("pareto");
        for (const row of prow) {
          const r: any = await task.run(ev.texts, row, ask);
          t += r.judgement.score;
        }
        const g = state.proposals.items.find((q) => q.proposal === ev.proposal);
        console.log(
          p,
          "added",
          ev.index,
          "parents",
          ev.parents.join(),
          "at",
          state.spent.metricCalls,
          "true",
          (t / prow.length).toFixed(3),
          "held",
          state.candidates.at(-1)!.mean.toFixed(2),
          "gate",
          g?.before,
          g?.after,
          g?.minibatch.length,
        );
      }
      if (p === 0 && only && only !== "trace")
        log += `${ev.type} calls ${state.spent.metricCalls} best ${state.best.mean.toFixed(2)} leader ${state.leader.mean.toFixed(2)}\n`;
    }
    if (log) console.log(log);
    t90.push(hit);
    any90.push(atAdded);
    calls.push(state.spent.metricCalls);
    for (const [k, v] of Object.entries(purposes)) trail[k] = (trail[k] ?? 0) + v / seeds;
    const w = e.bestCandidate(state)!;
    let s = 0;
    const rows = task.examples("test").slice(0, 100);
    for (const row of rows) {
      const r: any = await task.run(w.texts, row, ask);
      s += r.judgement.score;
    }
    fin.push(s / rows.length);
  }
  console.log(
    name,
    "t90",
    median(t90),
    t90.join(","),
    "| at added",
    median(any90),
    "| sealed",
    mean(fin).toFixed(3),
    "| calls",
    mean(calls),
    JSON.stringify(trail),
  );
}
