import { expect, test } from "vitest";

import { EMBEDDED } from "../../src/models/local/list-local-models.ts";
import { measureLocal } from "../../src/models/local/local-deeds.ts";
import type { LocalModel } from "../../src/models/local/local-model.ts";
import type { LocalOptions } from "../../src/models/local/local-options.ts";
import type { SpeedReport } from "../../src/models/speed-test.ts";

const speed = (cachedCallMs: number): SpeedReport => ({
  kind: "measured",
  identity: "m",
  cachedCallMs,
  freshCallMs: 1,
  advice: "",
});
const failed = { kind: "failed", error: "no-webgpu", message: "no" } as const;

/** A machine whose processor takes 100 ms for a call, and whose graphics card so many; without a figure it cannot bear the model. */
const machine = (onCard?: number) => ({
  tuneThreads: async () => ({
    kind: "advised" as const,
    threads: 2,
    speed: speed(100),
    tried: [],
    message: "2 threads",
  }),
  load: async (choice: { readonly kind: string }) =>
    onCard === undefined && JSON.stringify(choice).includes('"gpu":true')
      ? failed
      : ({ kind: "loaded", handle: "h", identity: "i", label: "l" } as never),
  measureSpeed: async () => speed(onCard ?? 0),
  unload: async () => undefined,
});
const model = (options: LocalOptions = {}): LocalModel => ({
  ...EMBEDDED,
  key: "k",
  choice: { kind: "gguf", label: "m", source: { kind: "stored-file", names: ["m"] } },
  options,
});
const quiet = async (): Promise<void> => undefined;
const measured = (onCard: number | undefined, hasGpu: boolean, options?: LocalOptions) =>
  measureLocal(machine(onCard), model(options), hasGpu, quiet);

test("a GGUF runs on the graphics card from its measurement on where that is clearly faster, else on the processor", async () => {
  expect(await measured(40, true)).toMatchObject({ report: { cachedCallMs: 40 }, options: { gpu: true } });
  expect(await measured(95, true)).toMatchObject({ report: { cachedCallMs: 100 }, options: { threads: 2 } });
  expect(await measured(undefined, true)).toMatchObject({ options: { threads: 2 } });
  expect(await measured(40, false)).toMatchObject({ options: { threads: 2 } });
});

test("where somebody chose the processor, the card is not tried", async () => {
  expect(await measured(40, true, { gpu: false })).toMatchObject({ options: { gpu: false, threads: 2 } });
});
