import type { StudioDatabase } from "../schema.ts";

/**
 * Stores what a person pasted as the answer to a waiting reflection and asks for the run to go on. An answer that is
 * already there is kept: each call is answered once. Returns false then.
 */
export async function answerByHand(
  db: StudioDatabase,
  runId: string,
  callIndex: number,
  text: string,
  now: number,
): Promise<boolean> {
  return db.transaction("rw", db.runs, db.reflections, async () => {
    const row = await db.reflections.get([runId, callIndex]);
    if (row === undefined || row.answer.kind !== "waiting") return false;
    const answer = { kind: "answered", text, finishReason: "stop" } as const;
    await db.reflections.put({ ...row, answer, latencyMs: now - row.at });
    const run = await db.runs.get(runId);
    if (run?.status === "waiting") {
      const { waiting: _, ...rest } = run;
      await db.runs.put({ ...rest, status: "requested", wish: "run" });
    }
    return true;
  });
}
