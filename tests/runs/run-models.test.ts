import { expect, test } from "vitest";

import { makeRunModels } from "../../src/runs/run-models.ts";
import { scriptedModels } from "../support/scripted-models.ts";

const embedded = { kind: "embedded" } as const;

test("a load that broke off is begun anew when the model is next needed, and one that succeeded is kept", async () => {
  const { load } = scriptedModels();
  let loads = 0;
  const models = makeRunModels(
    { student: embedded, reflection: embedded },
    async (choice, onProgress) => {
      loads += 1;
      if (loads === 1) throw new Error("the thread ended");
      if (loads === 2) return { kind: "failed", error: "timeout", message: "not yet" };
      return load(choice, onProgress);
    },
    { onProgress: () => undefined, onReady: async () => undefined },
  );
  await expect(models.get("student")).rejects.toThrow("the thread ended");
  expect(await models.get("student")).toMatchObject({ kind: "failed" });
  expect(await models.get("student")).toMatchObject({ kind: "ready" });
  expect(await models.get("student")).toMatchObject({ kind: "ready" });
  expect(loads).toBe(3);
});
