import "fake-indexeddb/auto";
import type { RemoteChoice } from "../../src/models/model-choice.ts";
import type { LoadModel } from "../../src/runs/run-models.ts";
import { makeRuns } from "../../src/runs/runs.ts";
import { loadJournal } from "../../src/storage/journal.ts";
import { requestRun, type RunRequest } from "../../src/storage/library/runs.ts";
import { openDatabase } from "../../src/storage/open-database.ts";
import type { RunRow } from "../../src/storage/rows.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { generatedRows } from "../../src/tasks/generated-rows.ts";
import { memoryLocks } from "../../tests/support/memory-locks.ts";
import { messagesOf } from "../../tests/support/model-server-dialects.ts";
import { followRules } from "../../tests/support/rule-follower.ts";
import { sampleRun } from "../../tests/support/sample-run.ts";
import { type AnsweringServer, goodReply, startAnswering, type WireReply } from "./answering-server.ts";
import { type CaseResult, type Check, type Described, verdictOf } from "./case-result.ts";
import { countedClock, remoteChoice, remoteHere } from "./remote-here.ts";

const dialect = "openai-compatible";
const paretoRows = 12;
/** The row the server never answers: the seventh of those candidates are judged on. */
const badRow = 7;
/** A run that does not come to rest by then hangs. */
const patienceMs = 60_000;

/** A whole run over real sockets, on the database and the conductor of the product. */
export async function tryRun(described: Described): Promise<Omit<CaseResult, "file">> {
  const what = String(described["run"]);
  if (/IndexedDB|database/i.test(what))
    return {
      made: { kind: "run", run: what },
      verdict: { kind: "not judged", why: "it takes a browser to lose its storage; see tests/e2e" },
    };
  if (/Reflection/.test(what)) return runOfReflection(described);
  return /different rows/.test(what) ? runOfPassingFaults(described) : runOfOneBadRow(described);
}

const numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** The first so many rows are each refused once: the run must come through with every row. */
async function runOfPassingFaults(described: Described): Promise<Omit<CaseResult, "file">> {
  const what = String(described["run"]);
  const word = numbers.findIndex((one) => new RegExp(`\\b${one}\\b`, "i").test(what));
  const count = word >= 0 ? word + 1 : Number(/(?<!k)\b(\d+)\b/.exec(what)?.[1] ?? 6);
  const met = new Set<string>();
  const server = await startAnswering(dialect, (body) => {
    const { user } = askedOf(body);
    if (met.has(user) || met.size >= count) return ruleAnswer(body);
    met.add(user);
    return replyOf(described);
  });
  const ended = await conduct(runRequest(remoteChoice(dialect, server.baseUrl)), server);
  return {
    made: ended.made,
    verdict: verdictOf([
      {
        what: `the run comes to its end (is ${ended.run?.status ?? "hanging"})`,
        isRight: ended.run?.status === "finished" && ended.run.summary?.stopReason !== "seed-not-scored",
      },
      {
        what: `the seed is scored on all ${paretoRows} rows (${ended.seedScores})`,
        isRight: ended.seedScores >= paretoRows,
      },
    ]),
  };
}

/** All rows are answered but one, whose answer is always the reply of the case. */
async function runOfOneBadRow(described: Described): Promise<Omit<CaseResult, "file">> {
  const request = runRequest(remoteChoice(dialect, ""));
  if (request.task.source.kind !== "generated") throw new Error("the sample's rows are generated");
  const text = Object.values(generatedRows(request.task.source).pareto[badRow - 1]?.inputs ?? {}).join("\n");
  const server = await startAnswering(dialect, (body) =>
    askedOf(body).user.includes(text) ? replyOf(described) : ruleAnswer(body),
  );
  const ended = await conduct({ ...request, student: remoteChoice(dialect, server.baseUrl) }, server);
  const scored = ended.seedScores;
  const others = paretoRows - 1;
  const left = ended.leftOut.map(({ row }) => row);
  const checks: Check[] = [
    {
      what: `the run comes to its end (is ${ended.run?.status ?? "hanging"})`,
      isRight: ended.run?.status === "finished",
    },
    { what: `the seed is scored on the other ${others} rows (${scored})`, isRight: scored >= others },
    {
      what: `the search goes on (${ended.candidates} candidates, it ended with ${ended.run?.summary?.stopReason})`,
      isRight: ended.candidates > 1 && ended.run?.summary?.stopReason !== "seed-not-scored",
    },
    {
      what: `row ${badRow} and no other is left out and named (${left.join(", ")})`,
      isRight: left.length > 0 && left.every((row) => row === badRow),
    },
  ];
  return { made: ended.made, verdict: verdictOf(checks) };
}

/** The Reflection's endpoint refuses what does not fit its context, and answers what does. */
async function runOfReflection(described: Described): Promise<Omit<CaseResult, "file">> {
  const context = Number(
    /([\d,]+) tokens of context/.exec(String(described["run"]))?.[1]?.replaceAll(",", "") ?? 4096,
  );
  const refusal = replyOf(described);
  const promptTokens = Number(/contains at least (\d+)/.exec(JSON.stringify(refusal.body))?.[1] ?? 900);
  const student = await startAnswering(dialect, ruleAnswer);
  const asked: number[] = [];
  const reflection = await startAnswering(dialect, (body) => {
    const limit = Number(body["max_tokens"] ?? body["max_completion_tokens"] ?? 0);
    asked.push(limit);
    return limit + promptTokens > context
      ? refusal
      : goodReply(dialect, "```\nLabel the message. Otherwise answer CALYX.\n```");
  });
  const ended = await conduct(
    {
      ...runRequest(remoteChoice(dialect, student.baseUrl)),
      reflection: { ...remoteChoice(dialect, reflection.baseUrl), model: "a-thinker" },
    },
    student,
    reflection,
  );
  const isFewer = asked.some((limit) => limit + promptTokens <= context);
  const said = JSON.stringify(ended.made);
  const isSaid = said.includes("Longest answer, tokens");
  return {
    made: { ...ended.made, answerTokensAsked: [...new Set(asked)].slice(0, 8) },
    verdict: verdictOf([
      {
        what: "it is asked again with fewer tokens, or the sentence says which setting to lower",
        isRight: isFewer || isSaid,
      },
    ]),
  };
}

interface EndedRun {
  readonly run: RunRow | undefined;
  readonly seedScores: number;
  /** Rows of those candidates are judged on that were left out, by their numbers, with why. */
  readonly leftOut: readonly { readonly row: number; readonly why: string }[];
  readonly candidates: number;
  readonly made: Readonly<Record<string, unknown>>;
}

let opened = 0;

async function conduct(request: RunRequest, ...servers: readonly AnsweringServer[]): Promise<EndedRun> {
  const name = `cases-${opened++}`;
  const [relaxed, strict] = [await openDatabase(name), await openDatabase(name)];
  if (relaxed.kind !== "open" || strict.kind !== "open")
    throw new Error("the database in memory did not open");
  const { db } = relaxed;
  let clock = Date.now();
  const runs = makeRuns({ db, strictDb: strict.db, load: loadHere, now: () => (clock += 1) }, memoryLocks());
  try {
    await requestRun(db, request, clock);
    await runs.start(request.id);
    await atRest(db, request.id);
    return await readEnd(db, request.id, servers);
  } finally {
    db.close();
    strict.db.close();
    await Promise.all(servers.map((server) => server.close()));
  }
}

async function atRest(db: StudioDatabase, runId: string): Promise<void> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    const status = (await db.runs.get(runId))?.status;
    if (status !== undefined && !["requested", "running"].includes(status)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function readEnd(
  db: StudioDatabase,
  runId: string,
  servers: readonly AnsweringServer[],
): Promise<EndedRun> {
  const run = await db.runs.get(runId);
  const rollouts = await db.rollouts
    .where("runId")
    .equals(runId)
    .toArray()
    .catch(() => db.rollouts.toArray());
  const journal = await loadJournal(db, runId);
  const failed = rollouts.filter(({ outcome }) => outcome.kind === "failed");
  const seedHash = rollouts.find(({ split }) => split === "pareto")?.candidateHash;
  const seedScores = rollouts.filter(
    ({ split, candidateHash, outcome }) =>
      split === "pareto" && candidateHash === seedHash && outcome.kind === "scored",
  ).length;
  const added = journal.filter((event) => event.type === "candidate-added");
  const leftOut = added.flatMap((event) =>
    (event.leftOut ?? []).map(({ example, failed: why }) => ({ row: example + 1, why })),
  );
  return {
    run,
    seedScores,
    leftOut,
    candidates: added.length,
    made: {
      kind: "run",
      end: run?.status ?? "hanging",
      ...(run?.waiting === undefined ? {} : { waiting: run.waiting }),
      ...(run?.summary?.stopReason === undefined ? {} : { stopReason: run.summary.stopReason }),
      events: journal.length,
      lastEvent: journal.at(-1)?.type ?? "none",
      requests: servers.map(({ requests }) => requests.length),
      seedRowsScored: seedScores,
      failedRows: failed.slice(0, 3).map(({ outcome }) => ("message" in outcome ? outcome.message : "")),
      candidates: added.length,
      leftOut: leftOut.slice(0, 3),
      scores: { seed: run?.summary?.seedScore, best: run?.summary?.bestScore },
    },
  };
}

/** Every model of a run as its own worker would load it; only the waits are not waited for. */
const loadHere: LoadModel = async (choice) => {
  if (choice.kind !== "remote") throw new Error(`no model of the kind ${choice.kind} is loaded here`);
  const model = remoteHere(choice, countedClock());
  return {
    kind: "ready",
    used: { identity: model.identity, label: model.label },
    capabilities: model.capabilities,
    complete: (request, _context, signal) => model.complete(request, signal),
  };
};

function runRequest(student: RemoteChoice): RunRequest {
  const sizes = { feedback: 24, pareto: paretoRows, test: 12 };
  return { ...sampleRun({ id: `case-${opened}`, sizes, metricCalls: 40 }), student };
}

function replyOf(described: Described): WireReply {
  const reply = described["reply"] as Partial<WireReply> | undefined;
  return { status: reply?.status ?? 500, headers: reply?.headers ?? {}, body: reply?.body ?? {} };
}

function askedOf(body: Readonly<Record<string, unknown>>): {
  readonly system: string;
  readonly user: string;
} {
  const messages = messagesOf(dialect, { ...body });
  return {
    system: messages.find(({ role }) => role === "system")?.content ?? "",
    user: messages.findLast(({ role }) => role === "user")?.content ?? "",
  };
}

function ruleAnswer(body: Readonly<Record<string, unknown>>): WireReply {
  const { system, user } = askedOf(body);
  return goodReply(dialect, followRules(system, user));
}
