import { transfer, wrap } from "comlink";
import { afterEach, beforeEach, expect, test } from "vitest";

import type { CompletionRequest, LoadProgress } from "../../src/models/language-model.ts";
import { EMBEDDED } from "../../src/models/local/list-local-models.ts";
import { modelName } from "../../src/models/model-name.ts";
import { sha256OfFiles } from "../../src/models/weights.ts";
import type { StudentWorkerApi } from "../../src/protocol/student-worker.ts";
import { hearing, type StartedStudent, startStudent } from "../support/student.ts";

let student: StartedStudent;
beforeEach(() => {
  student = startStudent();
});
afterEach(() => student.end());

const ask = (user: string, extra: Partial<CompletionRequest> = {}): CompletionRequest => ({
  messages: [
    {
      role: "system",
      content: "Route the message to a team. Teams: billing, kitchen, travel. If unsure answer billing.",
    },
    { role: "user", content: user },
  ],
  maxTokens: 8,
  temperature: 0,
  ...extra,
});

async function loaded(): Promise<string> {
  const outcome = await student.api.load({ kind: "embedded" }, hearing<LoadProgress>());
  if (outcome.kind === "failed") throw new Error(outcome.message);
  return outcome.handle;
}

async function completed(handle: string, request: CompletionRequest) {
  const outcome = await student.api.complete(handle, crypto.randomUUID(), request);
  if (outcome.kind === "failed") throw new Error(`${outcome.error}: ${outcome.message}`);
  return outcome;
}

test("the embedded model loads, says what it is, and answers greedily the same twice", async () => {
  const progress = hearing<LoadProgress>();
  const model = await student.api.load({ kind: "embedded" }, progress);
  expect(model).toMatchObject({ kind: "loaded", capabilities: { deterministic: true, maxConcurrent: 1 } });
  if (model.kind === "failed") return;
  // The one name it has on the pages and in the report.
  expect([model.label, EMBEDDED.label]).toEqual([
    modelName({ kind: "embedded" }),
    modelName({ kind: "embedded" }),
  ]);
  expect(model.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(model.identity).toContain(model.weightsSha256);
  await expect.poll(() => progress.heard.at(-1)?.phase).toBe("ready");
  const first = await completed(model.handle, ask("The soup is cold."));
  const second = await completed(model.handle, ask("The soup is cold."));
  expect(second.text).toBe(first.text);
  expect(first.usage.promptTokens).toBeGreaterThan(0);
  console.log(JSON.stringify({ model, first, second }));
});

test("a shared prompt is read once: later calls report it as cached", async () => {
  const handle = await loaded();
  await completed(handle, ask("My train is late."));
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const answer = await completed(handle, ask(`My bread number ${i} is old.`));
    times.push(answer.latencyMs);
    expect(answer.usage.cachedPromptTokens).toBeGreaterThan((answer.usage.promptTokens ?? 0) / 3);
  }
  console.log("ms per call", times.map((ms) => ms.toFixed(0)).join(" "));
});

test("twenty calls at once are all answered, each as if it were alone", async () => {
  const handle = await loaded();
  const users = Array.from({ length: 20 }, (_, i) => `Message ${i}: the ticket is lost.`);
  const together = await Promise.all(users.map((user) => completed(handle, ask(user))));
  expect(together).toHaveLength(20);
  for (const answer of together) expect(answer.finishReason).not.toBe("other");
});

test("a call that is aborted says so, and the next one is answered", async () => {
  const handle = await loaded();
  const callId = "to-be-aborted";
  const pending = student.api.complete(
    handle,
    callId,
    ask("Tell me all.", { maxTokens: 400, temperature: 1 }),
  );
  const queued = student.api.complete(handle, "queued", ask("And this."));
  await student.api.abort("queued");
  expect(await queued).toMatchObject({ kind: "failed", error: "aborted" });
  await student.api.abort(callId);
  await pending;
  expect((await completed(handle, ask("The soup is cold."))).kind).toBe("completed");
});

test("a prompt longer than the context is refused as such, and the engine lives on", async () => {
  const handle = await loaded();
  const outcome = await student.api.complete(handle, "long", ask("word ".repeat(5000)));
  expect(outcome).toMatchObject({ kind: "failed", error: "context-overflow" });
  expect((await completed(handle, ask("The soup is cold."))).kind).toBe("completed");
});

test("the answer can be confined to a choice", async () => {
  const handle = await loaded();
  const answer = await completed(
    handle,
    ask("The soup is cold.", { responseFormat: { kind: "choice", choices: ["yes", "no"] } }),
  );
  expect(["yes", "no"]).toContain(answer.text.trim());
});

test("the answer can be confined to a JSON Schema", async () => {
  const handle = await loaded();
  const schema = {
    type: "object",
    properties: { team: { enum: ["billing", "kitchen"] } },
    required: ["team"],
    additionalProperties: false,
  };
  const answer = await completed(
    handle,
    ask("The soup is cold.", { maxTokens: 300, responseFormat: { kind: "json-schema", schema } }),
  );
  expect(["billing", "kitchen"]).toContain((JSON.parse(answer.text) as { team: string }).team);
});

test("a file that is no GGUF, or one cut short, is refused before it can break anything", async () => {
  const whole = await (await fetch("/models/embedded-student.gguf")).blob();
  for (const [content, words] of [
    [new Blob(["<html>not found</html>"]), "does not start with"],
    [whole.slice(0, 300), "cut short"],
    [whole.slice(0, whole.size / 2), "damaged"],
  ] as const) {
    const url = URL.createObjectURL(content);
    const outcome = await student.api.load(
      { kind: "gguf", label: "Broken", source: { kind: "url", urls: [url] } },
      hearing<LoadProgress>(),
    );
    expect(outcome).toMatchObject({ kind: "failed", error: "bad-model-file" });
    if (outcome.kind === "failed") expect(outcome.message).toContain(words);
  }
});

test("a file that is another one than was listed is not loaded, and its hash is told", async () => {
  const url = new URL("/models/embedded-student.gguf", location.href).href;
  const load = (sha256: string) =>
    student.api.load(
      { kind: "gguf", label: "Listed", source: { kind: "url", urls: [url], sha256: [sha256] } },
      hearing<LoadProgress>(),
    );
  const refused = await load("0".repeat(64));
  expect(refused).toMatchObject({ kind: "failed", error: "integrity" });
  const told = refused.kind === "failed" ? /[0-9a-f]{64}/.exec(refused.message)?.[0] : undefined;
  expect((await load(told ?? "")).kind).toBe("loaded");
});

test("a second port reaches the same models, and a model unloaded in between is loaded again", async () => {
  const handle = await loaded();
  const { port1, port2 } = new MessageChannel();
  await student.api.openPort(transfer(port2, [port2]));
  const other = wrap<StudentWorkerApi>(port1);
  await other.unload(handle);
  const answer = await other.complete(handle, "1", ask("The soup is cold."));
  expect(answer.kind).toBe("completed");
});

test("keys are known by origin only, and forgotten on request", async () => {
  await student.api.rememberKey("https://api.example.com/v1", "secret-key");
  expect(await student.api.knownOrigins()).toEqual(["https://api.example.com"]);
  await student.api.forgetKey("https://api.example.com");
  expect(await student.api.knownOrigins()).toEqual([]);
});

test("a GGUF from disk is kept, loads by its name, and its speed is measured", async () => {
  const whole = await (await fetch("/models/embedded-student.gguf")).blob();
  const name = `disk-${crypto.randomUUID()}.gguf`;
  expect(await student.api.storeFile(name, new Blob(["no model"]), hearing())).toMatchObject({
    error: "bad-model-file",
  });
  const stored = await student.api.storeFile(name, whole, hearing());
  const sha256 = await sha256OfFiles([whole]);
  expect(stored).toEqual({ kind: "saved", file: { name, bytes: whole.size, sha256 } });
  expect(await student.api.storedFiles()).toContainEqual({ name, bytes: whole.size });
  const choice = {
    kind: "gguf",
    label: "From disk",
    source: { kind: "stored-file", names: [name] },
  } as const;
  expect(await student.api.weightsHere(choice)).toMatchObject({ isComplete: true, bytes: whole.size });
  const model = await student.api.load(choice, hearing<LoadProgress>());
  if (model.kind === "failed") throw new Error(model.message);
  expect(model.weights).toEqual([{ name, bytes: whole.size, sha256 }]);
  const speed = await student.api.measureSpeed(model.handle);
  expect(speed).toMatchObject({ kind: "measured", advice: expect.stringContaining("rollouts a minute") });
  if (speed.kind === "measured") expect(speed.cachedShare).toBeGreaterThan(0.8);
  await student.api.removeWeights(choice);
  expect(await student.api.storedFiles()).not.toContainEqual({ name, bytes: whole.size });
});
