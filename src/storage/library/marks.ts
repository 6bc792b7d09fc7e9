import type { MarkRow } from "../rows.ts";
import type { StudioDatabase } from "../schema.ts";

/**
 * Stores a person's thumb or sentence. Append-only: a changed mind is a newer mark. Where the marked row is one that
 * this run still learns from, `remark` goes into its journal too, and the next reflection that reads the row reads it; a
 * run that has ended is not woken by it. Returns whether the run was told.
 */
export async function addMark(db: StudioDatabase, mark: MarkRow, remark = ""): Promise<boolean> {
  return db.transaction("rw", db.marks, db.runs, db.steering, async () => {
    await db.marks.add(mark);
    const run = mark.runId === undefined ? undefined : await db.runs.get(mark.runId);
    if (run === undefined || run.status === "finished" || remark === "") return false;
    const example = run.splits.feedback.indexOf(mark.exampleId);
    if (example < 0) return false;
    const about = `${mark.exampleId}\n${mark.output ?? ""}`;
    // Thumb first, sentence a moment later: what the run has not read yet is said anew, not twice.
    await db.steering
      .where("runId")
      .equals(run.id)
      .filter((row) => row.about === about)
      .delete();
    const request = { kind: "add-feedback", example, text: remark } as const;
    await db.steering.add({ runId: run.id, at: mark.at, request, about });
    return true;
  });
}
