import { commitRollouts } from "../../../src/storage/answers.ts";
import { openDatabase } from "../../../src/storage/open-database.ts";
import { benchRollout } from "./bench-rows.ts";

/** Commits rollouts as the run worker does, as fast as the disk takes them; answers with the milliseconds it took. */
addEventListener(
  "message",
  async ({ data }: MessageEvent<{ name: string; from: number; count: number; group: number }>) => {
    const { name, from, count, group } = data;
    const outcome = await openDatabase(name);
    if (outcome.kind !== "open") throw new Error(outcome.message);
    const began = performance.now();
    for (let at = from; at < from + count; at += group) {
      const indexes = Array.from({ length: Math.min(group, from + count - at) }, (_, index) => at + index);
      await commitRollouts(outcome.db, indexes.map(benchRollout));
    }
    postMessage(performance.now() - began);
    outcome.db.close();
  },
);
