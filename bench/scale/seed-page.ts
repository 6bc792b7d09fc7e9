import type { CompactRollout } from "./large-run.ts";

/** What a page of the studio needs to fill its own database; runs in the page, so it refers to nothing outside. */
export interface SeedPart {
  readonly database: string;
  readonly table: string;
  readonly rows: readonly object[];
}

/** Stores rows as they are, in one transaction. */
export async function storeRows({ database, table, rows }: SeedPart): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(database);
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("the database did not open")));
  });
  try {
    // Another build may not have this table.
    if (!db.objectStoreNames.contains(table)) return;
    await new Promise<void>((resolve, reject) => {
      const transaction = db.transaction(table, "readwrite");
      const store = transaction.objectStore(table);
      for (const row of rows) store.put(row);
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("not stored")));
    });
  } finally {
    db.close();
  }
}

export interface RolloutPart {
  readonly database: string;
  readonly runId: string;
  readonly hashes: readonly string[];
  readonly exampleIds: Readonly<Record<string, readonly string[]>>;
  readonly split: string;
  readonly purpose: string;
  readonly rollouts: readonly CompactRollout[];
}

/** Rollouts, their traces and their lines of the ledger, of ordinary size: a prompt of 900 characters, a short answer. */
export function fullRows({ runId, hashes, exampleIds, split, purpose, rollouts }: RolloutPart) {
  const usage = { promptTokens: 240, cachedPromptTokens: 200, completionTokens: 4 };
  const at = 1_800_000_000_000;
  const system = "If the message mentions a refund, answer BILLING. ".repeat(18);
  return {
    rollouts: rollouts.map(([callIndex, candidate, example, score]) => ({
      runId,
      callIndex,
      candidateHash: hashes[candidate],
      exampleId: exampleIds[split]?.[example],
      split,
      purpose,
      outcome: { kind: "scored", score },
      output: "BILLING",
      feedback: 'Expected "BILLING". Decided by the word "refund".',
      usage,
      latencyMs: 20,
      at: at + callIndex,
    })),
    trajectories: rollouts.map(([callIndex]) => ({
      runId,
      callIndex,
      trajectory: [
        {
          module: "route",
          component: "instruction",
          messages: [
            { role: "system", content: system },
            { role: "user", content: `Where is my refund, order ${callIndex}?` },
          ],
          completion: "BILLING",
          finishReason: "stop",
          usage,
          latencyMs: 20,
        },
      ],
    })),
    modelCalls: rollouts.map(([callIndex]) => ({
      runId,
      callIndex,
      at: at + callIndex,
      origin: "https://models.example",
      purpose: split === "test" ? "test" : "student",
      bytesOut: 1200,
      bytesIn: 400,
      status: 200,
      usage,
      costUsd: 0.000_02,
    })),
  };
}
