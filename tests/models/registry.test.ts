import { expect, test } from "vitest";

import { modelFailure } from "../../src/models/failure.ts";
import type { ReadyModel } from "../../src/models/host/loader.ts";
import { makeRegistry } from "../../src/models/host/registry.ts";
import type { LanguageModel, ModelFailure } from "../../src/models/language-model.ts";
import type { GgufChoice, HostedChoice } from "../../src/models/model-choice.ts";

const quiet = async (): Promise<void> => undefined;
const gguf = (label: string): GgufChoice => ({
  kind: "gguf",
  label,
  source: { kind: "stored-file", names: [label] },
});
const label = (choice: HostedChoice): string => (choice.kind === "gguf" ? choice.label : choice.kind);

/** Models of 100 bytes each, and what is in memory. */
function memory(
  refuse: (name: string, held: ReadonlySet<string>) => ModelFailure | undefined = () => undefined,
) {
  const held = new Set<string>();
  const loads: string[] = [];
  const load = async (choice: HostedChoice): Promise<ReadyModel | ModelFailure> => {
    const name = label(choice);
    loads.push(name);
    const refusal = refuse(name, held);
    if (refusal !== undefined) return refusal;
    held.add(name);
    const model: LanguageModel = {
      identity: name,
      label: name,
      capabilities: {
        prefixReuse: "none",
        seed: true,
        temperature: true,
        jsonSchema: true,
        deterministic: true,
        maxConcurrent: 1,
        abort: "request",
      },
      complete: async () => modelFailure("engine-dead", "not asked"),
      dispose: async () => void held.delete(name),
    };
    return { kind: "ready", model, facts: { memoryBytes: 100 } };
  };
  return { held, loads, load };
}

test("the same choice asked for twice at once is loaded once", async () => {
  const { load, loads } = memory();
  const registry = makeRegistry(load);
  const [a, b] = await Promise.all([registry.load(gguf("a"), quiet), registry.load(gguf("a"), quiet)]);
  expect(a).toEqual(b);
  expect(loads).toEqual(["a"]);
});

test("two models stay in memory where there is room, and are swapped where there is not", async () => {
  const roomy = memory();
  const both = makeRegistry(roomy.load, 250);
  await both.load(gguf("a"), quiet);
  await both.load(gguf("b"), quiet);
  expect([...roomy.held]).toEqual(["a", "b"]);

  const tight = memory();
  const heard: string[] = [];
  const one = makeRegistry(tight.load, 150);
  const first = await one.load(gguf("a"), quiet);
  await one.load(gguf("b"), quiet);
  // How large a model is, is known once it was loaded: the second load of `a` knows.
  if (first.kind === "failed") throw new Error(first.message);
  await one.unload(first.handle);
  await one.load(gguf("a"), async ({ text }) => void (text === undefined || heard.push(text)));
  expect([...tight.held]).toEqual(["a"]);
  expect(heard).toEqual(["b is put aside to make room for it, and comes back when its turn comes"]);
});

test("a model that is known to be too large for two makes room before it is loaded, and comes back when it is called", async () => {
  const { load, held, loads } = memory();
  const registry = makeRegistry(load, 150, async () => 100);
  const heard: string[] = [];
  const run = {};
  const listen = async ({ phase, text }: { phase: string; text?: string }) => void heard.push(text ?? phase);
  const student = await registry.load(gguf("student"), listen, run);
  await registry.load(gguf("reflection"), listen, run);
  expect([...held]).toEqual(["reflection"]);
  if (student.kind === "failed") throw new Error(student.message);
  heard.length = 0;
  await registry.withModel(student.handle, async () => expect([...held]).toEqual(["student"]));
  // Whoever loaded it once is told when it comes back.
  expect(heard).toEqual(["reflection is put aside to make room for it, and comes back when its turn comes"]);
  expect(loads).toEqual(["student", "reflection", "student"]);
  registry.forget(run);
  heard.length = 0;
  await registry.load(gguf("reflection"), quiet);
  expect(heard).toEqual([]);
});

test("a model that does not fit takes the place of idle ones, never of one that is answering", async () => {
  const { load, held } = memory((_name, held) =>
    held.size > 0 ? modelFailure("out-of-memory-or-device-lost", "full") : undefined,
  );
  const registry = makeRegistry(load);
  const a = await registry.load(gguf("a"), quiet);
  if (a.kind === "failed") throw new Error(a.message);
  let finish: () => void = () => undefined;
  const answering = registry.withModel(a.handle, () => new Promise<void>((resolve) => (finish = resolve)));
  expect(await registry.load(gguf("b"), quiet)).toMatchObject({
    kind: "failed",
    error: "out-of-memory-or-device-lost",
  });
  finish();
  await answering;
  expect(await registry.load(gguf("b"), quiet)).toMatchObject({ kind: "loaded" });
  expect([...held]).toEqual(["b"]);
});

test("a model that was unloaded is loaded again by its next call; a failed load is tried afresh", async () => {
  let failing = true;
  const { load, loads } = memory(() =>
    failing ? modelFailure("unreachable-or-cors", "offline") : undefined,
  );
  const registry = makeRegistry(load);
  expect(await registry.load(gguf("a"), quiet)).toMatchObject({ kind: "failed" });
  failing = false;
  const a = await registry.load(gguf("a"), quiet);
  if (a.kind === "failed") throw new Error(a.message);
  await registry.unload(a.handle);
  expect(await registry.withModel(a.handle, async () => "answered")).toBe("answered");
  expect(loads).toEqual(["a", "a", "a"]);
});

test("a listener whose thread is gone does not hold up the load", async () => {
  const registry = makeRegistry(async (_choice, report) => {
    await report({ phase: "read" });
    return modelFailure("bad-model-file", "no");
  });
  expect(await registry.load(gguf("a"), () => new Promise(() => undefined))).toMatchObject({
    error: "bad-model-file",
  });
});
