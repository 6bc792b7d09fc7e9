/** One fault planted in the product, and the tests that must notice it. */
export interface Mutant {
  /** What would be wrong then. */
  readonly name: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly string[];
  /** Only the tests of those files with this in their title. */
  readonly titled?: string;
}

const engine: readonly Mutant[] = [
  {
    name: "a child that is only as good as its parent is kept",
    file: "src/engine/pool/acceptance.ts",
    find: 'criterion.kind === "strict") return after > before',
    replace: 'criterion.kind === "strict") return after >= before',
    tests: ["tests/engine/golden.test.ts"],
  },
  {
    name: "of several accepted children all enter the pool where only the best should",
    file: "src/engine/pool/acceptance.ts",
    find: 'strategy.kind === "best" ? 1 : strategy.k',
    replace: "accepted.length",
    tests: ["tests/engine/strategies.test.ts"],
  },
  {
    name: "the implied cap of reflections is ten times as high",
    file: "src/engine/budget/reservation.ts",
    find: "? 10 + 2 * budget.metricCalls",
    replace: "? 100 + 20 * budget.metricCalls",
    tests: ["tests/engine/reservation.test.ts"],
  },
  {
    name: "more tasks start than the budget can pay",
    file: "src/engine/budget/reservation.ts",
    find: "return Math.max(1, Math.min(wanted, fit));",
    replace: "return wanted;",
    tests: ["tests/engine/laws.test.ts", "tests/engine/studio-options.test.ts"],
  },
  {
    name: "the winner is the candidate with the highest index instead of the highest mean",
    file: "src/engine/pool/winner.ts",
    find: "one.mean > best.mean) best = one;",
    replace: "one.mean >= 0) best = one;",
    tests: ["tests/engine/golden.test.ts"],
  },
  {
    name: "a minibatch is drawn from the wrong place of the epoch",
    file: "src/engine/minibatch/sample-minibatch.ts",
    find: "const base = iteration * size;",
    replace: "const base = (iteration + 1) * size;",
    tests: ["tests/engine/golden.test.ts"],
  },
  {
    name: "the proposed minibatch is as large as it may be",
    file: "src/engine/minibatch/minibatch-size.ts",
    find: "Math.min(8, Math.max(3, wanted))",
    replace: "8",
    tests: ["tests/engine/studio-options.test.ts", "tests/engine/strategies.test.ts"],
  },
  {
    name: "a minibatch is not turned towards failing rows",
    file: "src/engine/minibatch/failure-aware.ts",
    find: "if (outlook[made[i]!] !== false) continue;",
    replace: "if (outlook[made[i]!] !== null) continue;",
    tests: ["tests/engine/studio-options.test.ts", "tests/engine/strategies.test.ts"],
  },
  {
    name: "a row that is never answered is drawn for ever",
    file: "src/engine/minibatch/answerable.ts",
    find: "const mostTries = 2;",
    replace: "const mostTries = 1e9;",
    tests: ["tests/engine/left-out.test.ts"],
  },
  {
    name: "a score that fell keeps its place on the frontier",
    file: "src/engine/pool/frontier-moves.ts",
    find: "if (score > front.best) fronts[place]",
    replace: "if (score <= front.best) return;\n  if (score > front.best) fronts[place]",
    tests: ["tests/engine/laws.test.ts", "tests/engine/studio-options.test.ts"],
  },
  {
    name: "ComBEE forgets to pay for its last question",
    file: "src/engine/budget/reservation.ts",
    find: "groups > 0 ? groups + 1 : 1",
    replace: "groups > 0 ? groups : 1",
    tests: ["tests/engine/studio-options.test.ts", "tests/engine/laws.test.ts"],
  },
];

const runs: readonly Mutant[] = [
  {
    name: 'whatever feedback level was asked for, the Reflection model is told all ("eyes shut" sees)',
    file: "src/runs/feedback-level.ts",
    find: 'if (level === "all") return ports;',
    replace: "return ports;",
    tests: ["tests/runs/feedback-level.test.ts"],
  },
  {
    name: "with expected answers only, right answers are called wrong",
    file: "src/runs/feedback-level.ts",
    find: "outcome.score >= 1",
    replace: "outcome.score > 1",
    tests: ["tests/runs/feedback-level.test.ts"],
  },
  {
    name: '"try now" after a full disk does nothing',
    file: "src/runs/patient-write.ts",
    find: "for (const wake of sleepers) wake();",
    replace: "",
    tests: ["tests/runs/patient-write.test.ts"],
    titled: "with room again",
  },
  {
    name: "a failed write is not tried again",
    file: "src/runs/patient-write.ts",
    find: "[20, 300, 1500]",
    replace: "[]",
    tests: ["tests/runs/patient-write.test.ts"],
    titled: "one failed write of events",
  },
  {
    name: "requests of a worker that ended are not counted as possibly paid twice",
    file: "src/storage/requests.ts",
    find: "await close(db, runId, left, left.length);",
    replace: "await close(db, runId, left, 0);",
    tests: ["tests/runs/durable-requests.test.ts"],
    titled: "single killed at request 9",
  },
  {
    name: "the answers of one call count for all its requests",
    file: "src/storage/requests.ts",
    find: "lost += Math.max(0, sent.length - (isAnswered ? 1 : 0));",
    replace: "lost += 0;",
    tests: ["tests/runs/durable-requests.test.ts"],
    titled: "single time-outs",
  },
  {
    name: "a bundle whose checksum is wrong is taken",
    file: "src/storage/bundle/read-bundle.ts",
    find: 'if (end["sha256"] !== sha256)',
    replace: 'if (end["sha256"] === 0)',
    tests: ["tests/runs/altered-bundle.test.ts"],
    titled: "where a bundle is damaged",
  },
  {
    name: "a mark of a stranger's file counts unasked",
    file: "src/storage/bundle/take-bundle.ts",
    find: "marksCount ? mark : { ...mark, foreign: true }",
    replace: "mark",
    tests: ["tests/runs/altered-bundle.test.ts"],
    titled: "an id that stands twice",
  },
  {
    name: "what was written is not counted into the sizes kept",
    file: "src/storage/sizes.ts",
    find: "rows: (known?.rows ?? 0) + rows.length,",
    replace: "rows: rows.length,",
    tests: ["tests/storage/sizes.test.ts"],
    titled: "what is written while",
  },
  {
    name: "the ledger's sums forget what came back",
    file: "src/storage/requests.ts",
    find: "await addToSums(db, [after]);",
    replace: "",
    tests: ["tests/storage/sizes.test.ts"],
    titled: "the ledger's sums are kept",
  },
];

const metrics: readonly Mutant[] = [
  {
    name: "ROUGE-L is the mean of precision and recall instead of their F1",
    file: "src/tasks/metrics/rouge-l.ts",
    find: "(2 * precision * recall) / (precision + recall)",
    replace: "(precision + recall) / 2",
    tests: ["tests/tasks/metrics.test.ts"],
  },
  {
    name: "ROUGE-L counts words in any order",
    file: "src/tasks/metrics/rouge-l.ts",
    find: "const skip = Math.max(previous[index + 1] as number, current[index] as number);",
    replace: "const skip = current[index] as number;",
    tests: ["tests/tasks/metrics.test.ts"],
  },
  {
    name: "F1 of sets is the mean of precision and recall",
    file: "src/tasks/metrics/set-scores.ts",
    find: "(2 * precision * recall) / (precision + recall)",
    replace: "(precision + recall) / 2",
    tests: ["tests/tasks/metrics.test.ts"],
  },
  {
    name: "McNemar's test is one-sided",
    file: "src/shared/statistics/mcnemar.ts",
    find: "Math.min(1, 2 * tail)",
    replace: "Math.min(1, tail)",
    tests: ["tests/views/run-statistics.test.ts"],
  },
];

const models: readonly Mutant[] = [
  {
    name: "a request leaves before it is noted",
    file: "src/models/remote/exchange.ts",
    find: "await onExchange(counted);",
    replace: "void onExchange(counted);",
    tests: ["tests/runs/durable-requests.test.ts"],
    titled: "a request is in the ledger before it leaves",
  },
  {
    name: "a key follows a redirect to another host",
    file: "src/models/remote/exchange.ts",
    find: 'redirect: "error"',
    replace: 'redirect: "follow"',
    tests: ["tests/models/remote-model.test.ts"],
    titled: "a key never follows",
  },
  {
    name: "an endless answer is read to its end",
    file: "src/models/remote/exchange.ts",
    find: "const isTooLarge = counted.bytesIn > sent.mostBytes;",
    replace: "const isTooLarge = false;",
    tests: ["tests/models/streams-and-limits.test.ts", "tests/models/mutated-replies.test.ts"],
  },
  {
    name: "a form for any JSON is asked for where no message speaks of it, which hosts refuse",
    file: "src/models/remote/dialects/openai-chat.ts",
    find: "return speaksOfJson(request) ?",
    replace: "return true ?",
    tests: ["tests/models/remote-quirks.test.ts"],
    titled: "any JSON",
  },
  {
    name: "response_format is sent to those that were found to refuse it",
    file: "src/models/remote/quirks.ts",
    find: "const way = quirks.refused.get(option.key) ?? 0;",
    replace:
      'const way = option.key === "format" || option.key === "anyObject" ? 0 : (quirks.refused.get(option.key) ?? 0);',
    tests: ["tests/models/remote-quirks.test.ts"],
  },
  {
    name: "cached tokens cost the full price",
    file: "src/models/wrappers/with-meter.ts",
    find: "price.cachedInputPerMillion ?? price.inputPerMillion",
    replace: "price.inputPerMillion",
    tests: ["tests/models/wrappers.test.ts"],
    titled: "cached tokens",
  },
  {
    name: "answers drawn by chance are kept and given again",
    file: "src/models/wrappers/with-cache.ts",
    find: "if (!isRepeatable(request))",
    replace: "if (signal.aborted)",
    tests: ["tests/models/wrappers.test.ts"],
    titled: "sampling by chance",
  },
  {
    name: "the cache forgets the newest answer",
    file: "src/models/wrappers/with-cache.ts",
    find: "      answers.delete(key);\n      answers.set(key, found);",
    replace: "",
    tests: ["tests/models/wrappers.test.ts"],
    titled: "it forgets",
  },
  {
    name: "a host that asks for time is asked again at once",
    file: "src/models/wrappers/with-retry.ts",
    find: "(failure.retryAfterSeconds ?? 0) * 1000",
    replace: "0",
    tests: ["tests/models/wrappers.test.ts"],
    titled: "waits as long as the host asks",
  },
  {
    name: "a failing host is asked without end",
    file: "src/models/wrappers/with-retry.ts",
    find: "if (retry >= retries) return outcome;",
    replace: "if (retry >= retries + 1) return outcome;",
    tests: ["tests/models/wrappers.test.ts"],
    titled: "gives up after",
  },
  {
    name: "one request a minute too many",
    file: "src/models/wrappers/with-rate.ts",
    find: "spent[spent.length - most]",
    replace: "spent[spent.length - most - 1]",
    tests: ["tests/models/wrappers.test.ts"],
    titled: "in no 60 seconds",
  },
  {
    name: "a wrong key is taken for something that passes",
    file: "src/models/failure.ts",
    find: '"server-error": "often",',
    replace: '"server-error": "often",\n  authentication: "often",',
    tests: ["tests/models/remote-quirks.test.ts"],
  },
  {
    name: "a wait in minutes is read as seconds",
    file: "src/models/remote/asked-wait.ts",
    find: "m: 60,",
    replace: "m: 1,",
    tests: ["tests/models/remote-model.test.ts"],
    titled: "the time a host asks",
  },
  {
    name: "tokens nobody counted cost nothing, so that no limit holds",
    file: "src/models/own-count.ts",
    find: "completionTokens: estimateTokens(text) + estimateTokens(reasoning),",
    replace: "completionTokens: 0,",
    tests: ["tests/models/wrappers.test.ts"],
    titled: "where a host counts nothing",
  },
];

export const mutants: readonly Mutant[] = [...engine, ...runs, ...metrics, ...models];
