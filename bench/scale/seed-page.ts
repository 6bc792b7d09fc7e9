import type { CompactRollout } from "./large-run.ts";

/** Rows of several tables as they are; each function here runs in the page, so it refers to nothing outside. */
export interface SeedPart {
  readonly database: string;
  readonly tables: Readonly<Record<string, readonly object[]>>;
}

/** What rows of a table take up, as the studio counts it. */
export interface Stored {
  readonly rows: number;
  readonly bytes: number;
}

/** Number of the database's version as the browser counts it: ten for each of the studio's. */
export async function databaseVersion(database: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database);
    request.addEventListener("success", () => {
      resolve(request.result.version);
      request.result.close();
    });
    request.addEventListener("error", () => reject(request.error ?? new Error("the database did not open")));
  });
}

/** Stores rows as they are in one transaction, and says what they take up. */
export async function storeRows({ database, tables }: SeedPart): Promise<Readonly<Record<string, Stored>>> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(database);
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("the database did not open")));
  });
  try {
    // Another build may not have one of these tables.
    const names = Object.keys(tables).filter((name) => db.objectStoreNames.contains(name));
    const transaction = db.transaction(names, "readwrite", { durability: "relaxed" });
    const isStored = new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("not stored")));
    });
    const stored: Record<string, Stored> = {};
    for (const name of names) {
      const store = transaction.objectStore(name);
      let bytes = 0;
      for (const row of tables[name] ?? []) {
        store.put(row);
        bytes += JSON.stringify(row).length;
      }
      stored[name] = { rows: tables[name]?.length ?? 0, bytes };
    }
    await isStored;
    return stored;
  } finally {
    db.close();
  }
}

export interface RolloutPart {
  readonly runId: string;
  readonly rollouts: readonly CompactRollout[];
  /** Hash of each candidate, id of each row of the split. */
  readonly hashes: readonly string[];
  readonly exampleIds: readonly string[];
  readonly split: string;
  readonly purpose: string;
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
      exampleId: exampleIds[example],
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

export interface JournalPart {
  readonly runIds: readonly string[];
  readonly pageEvents: number;
  /** From a page's first event on. */
  readonly events: readonly { readonly seq: number }[];
}

/** Events of several runs that decided alike, and the whole pages they fill. */
export function journalRows({ runIds, pageEvents, events }: JournalPart) {
  const owned = runIds.map((runId) => events.map((row) => ({ runId, ...row })));
  return {
    events: owned.flat(),
    journalPages: owned.flatMap((rows) =>
      Array.from({ length: Math.floor(rows.length / pageEvents) }, (_, place) => {
        const own = rows.slice(place * pageEvents, (place + 1) * pageEvents);
        return { runId: own[0]?.runId, from: own[0]?.seq, events: own };
      }),
    ),
  };
}
