import type { Browser } from "playwright-core";

import { generatedRows } from "../../src/tasks/generated-rows.ts";
import type { ModelRequest } from "../support/model-server.ts";
import { sampleRun } from "../support/sample-run.ts";
import { serveBuiltPage } from "../support/serve-built-page.ts";
import { type Phase, planKills } from "./kill-plan.ts";
import type { KilledRun } from "./kill-report.ts";
import { runUnderFire, type RunUnderFire } from "./kill-run.ts";
import { type ScriptedServer, startScriptedServer } from "./scripted-server.ts";

const sizes = { feedback: 16, pareto: 10, test: 12 };

/** Runs of one kind, killed again and again. */
export interface FiringRange {
  /** One run on scripted models behind a real endpoint, through one kill of each phase after loading, some twice. */
  scripted(seed: number): Promise<KilledRun>;
  /** One run on the embedded model. */
  embedded(seed: number): Promise<KilledRun>;
  /** A scripted run that nobody has started yet, for other attacks. */
  target(seed: number): RunUnderFire & { readonly scripted: ScriptedServer };
  close(): Promise<void>;
}

const scriptedOrder: readonly Phase[] = [
  "Pareto evaluation",
  "mid-rollout",
  "reflection",
  "between commit and acknowledgement",
  "mid-rollout",
  "reflection",
  "between commit and acknowledgement",
  "final test",
];
const embeddedOrder: readonly Phase[] = [
  "model loading",
  "mid-rollout",
  "between commit and acknowledgement",
  "mid-rollout",
];

export async function openFiringRange(browser: Browser): Promise<FiringRange> {
  const page = await serveBuiltPage("tests/kill/page/index.html");
  const server = await startScriptedServer(7);
  let runs = 0;
  const address = () => `${page.address}?name=${runs++}`;

  function scriptedRun(seed: number): ReturnType<FiringRange["target"]> {
    const sample = sampleRun({ id: "run", policySeed: 7, metricCalls: 110, sizes, engine: { seed } });
    const remote = {
      kind: "remote",
      dialect: "openai-compatible",
      provider: "custom",
      baseUrl: server.server.baseUrl("openai-compatible"),
      needsKey: false,
    } as const;
    return {
      address: address(),
      scripted: server,
      phaseOf: phaseReader(sample.task.source),
      request: {
        ...sample,
        student: { ...remote, model: "student" },
        reflection: { ...remote, model: "reflector" },
        concurrency: 4,
      },
    };
  }

  function embeddedRun(seed: number): RunUnderFire {
    const request = sampleRun({
      id: "run",
      metricCalls: 60,
      sizes: { feedback: 12, pareto: 8, test: 6 },
      engine: { seed },
    });
    return { address: address(), request };
  }

  async function scripted(seed: number): Promise<KilledRun> {
    server.takeReceived();
    const whole = await runUnderFire(browser, scriptedRun(seed), []);
    server.takeReceived();
    const killed = await runUnderFire(browser, scriptedRun(seed), planKills(seed, scriptedOrder));
    return { ...killed.result, isSameJournal: killed.journal === whole.journal };
  }

  // Real weights may answer otherwise after another cache: nothing to hold the journal against.
  async function embedded(seed: number): Promise<KilledRun> {
    return (await runUnderFire(browser, embeddedRun(seed), planKills(seed, embeddedOrder))).result;
  }

  return {
    target: scriptedRun,
    scripted,
    embedded,
    async close() {
      await Promise.all([page.close(), server.server.close()]);
    },
  };
}

/** Reads from a request which phase of the run it belongs to. */
function phaseReader(
  source: ReturnType<typeof sampleRun>["task"]["source"],
): (request: ModelRequest) => Phase {
  if (source.kind !== "generated") throw new Error("the sample run generates its rows");
  const rows = generatedRows(source);
  const pareto = new Set(rows.pareto.map((row) => row.inputs["message"]));
  const test = new Set(rows.test.map((row) => row.inputs["message"]));
  return ({ model, user }) => {
    if (model === "reflector") return "reflection";
    if (pareto.has(user)) return "Pareto evaluation";
    return test.has(user) ? "final test" : "mid-rollout";
  };
}
