import { expect, test } from "vitest";

import { modelFailure } from "../../src/models/failure.ts";
import { type HostTrouble, makeHostGates } from "../../src/models/host/host-gate.ts";
import { loadRemote } from "../../src/models/host/load-remote.ts";
import type { CompletionOutcome } from "../../src/models/language-model.ts";
import { makeAnswerStore } from "../../src/models/wrappers/with-cache.ts";
import { type Reply, startModelServer } from "../support/model-server.ts";
import { makeSteppedClock } from "../support/stepped-clock.ts";

const never = new AbortController().signal;
const request = (user: string) => ({ messages: [{ role: "user" as const, content: user }], maxTokens: 8 });

/** A model behind a real server, its gate and a clock that moves only when somebody waits. */
async function behindGate(answer: (user: string, index: number) => Reply, patienceMs = 60_000) {
  const server = await startModelServer({ answer: ({ user, index }) => answer(user, index) });
  const clock = makeSteppedClock();
  const gates = makeHostGates(clock);
  const told: (readonly HostTrouble[])[] = [];
  gates.watch((troubles) => told.push(troubles));
  const model = loadRemote(
    {
      kind: "remote",
      dialect: "openai-compatible",
      provider: "custom",
      baseUrl: server.baseUrl("openai-compatible"),
      model: "m",
      needsKey: false,
      concurrency: 8,
    },
    {
      keyFor: () => undefined,
      isBlocked: async () => false,
      prices: () => [],
      answers: makeAnswerStore(1),
      leaving: async () => async () => undefined,
      mostPlainHttpCalls: 8,
      gates,
      patienceMs: () => patienceMs,
      clock,
    },
  );
  const ask = (count: number): Promise<CompletionOutcome[]> =>
    Promise.all(Array.from({ length: count }, (_, row) => model.complete(request(`row ${row}`), never)));
  return { server, gates, told, ask, sent: () => server.completions().length };
}

test("a server that fails at first contact gets a handful of requests for five rows, not five for each", async () => {
  const { server, ask, sent, told } = await behindGate(() => ({ status: 503, text: "boom" }));
  const outcomes = await ask(5);
  expect(outcomes.every((outcome) => outcome.kind === "failed" && outcome.error === "server-error")).toBe(
    true,
  );
  expect(sent()).toBeLessThanOrEqual(10);
  expect(told.at(-1)).toMatchObject([{ kind: "silent", message: expect.stringContaining("boom") }]);
  await server.close();
});

test("somebody who tries a model from a page is not made to wait: three requests say it", async () => {
  const { server, ask, sent } = await behindGate(() => ({ status: 503, text: "boom" }), 0);
  await ask(5);
  expect(sent()).toBe(3);
  await server.close();
});

test("a server that comes back within a run's patience has answered every row, and the trouble is over", async () => {
  const { server, ask, told } = await behindGate((_, index) =>
    index < 5 ? { status: 503, text: "boom" } : "yes",
  );
  const outcomes = await ask(6);
  expect(outcomes.every((outcome) => outcome.kind === "completed")).toBe(true);
  const silent = told.filter(([trouble]) => trouble !== undefined);
  expect(silent.length).toBeGreaterThan(0);
  expect(silent.every(([trouble]) => (trouble?.again ?? 0) > (trouble?.since ?? 0))).toBe(true);
  expect(told.at(-1)).toEqual([]);
  await server.close();
});

test("rows that fail among rows that are answered hold nobody back", async () => {
  const { server, ask } = await behindGate((user) =>
    /row [135]$/.test(user) ? { status: 500, text: "boom" } : "yes",
  );
  const outcomes = await ask(8);
  expect(outcomes.map(({ kind }) => kind)).toEqual(
    Array.from({ length: 8 }, (_, row) => ([1, 3, 5].includes(row) ? "failed" : "completed")),
  );
  await server.close();
});

test("a person who does not want to wait has the host asked at once", async () => {
  const gates = makeHostGates();
  const gate = gates.of("https://api.example");
  const failure = modelFailure("server-error", "boom", { status: 503, retryAfterSeconds: 3600 });
  for (let time = 0; time < 3; time += 1) gate.note(failure);
  let passed = false;
  const passing = gate.pass(never, Infinity).then(() => (passed = true));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(passed).toBe(false);
  gates.askNow("https://api.example");
  await passing;
  expect(passed).toBe(true);
});

test("a stop ends the wait for a host", async () => {
  const gate = makeHostGates().of("https://api.example");
  for (let time = 0; time < 3; time += 1) gate.note(modelFailure("server-error", "boom", { status: 503 }));
  const stop = new AbortController();
  const passing = gate.pass(stop.signal, Infinity);
  stop.abort();
  await passing;
});
