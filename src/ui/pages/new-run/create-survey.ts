import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";

import { readWholeFile } from "../../../platform/import-file.ts";
import type { Draft, DraftSurvey } from "../../../setup/draft/draft.ts";
import { divisionWishOf } from "../../../setup/draft/task-of-rows.ts";
import { createLook, readingOf } from "../../../setup/rows/look-through.ts";
import { reasonOf } from "../../../shared/reason-of.ts";

/** How far the look at the whole file has come. */
export interface Survey {
  /** What is going on; undefined when nothing is. */
  readonly doing: Accessor<string | undefined>;
  /** Why the file could not be read to its end. */
  readonly problem: Accessor<string | undefined>;
}

/** Whoever is still choosing should not start a reading with every choice. */
const settleMs = 300;

/**
 * Looks through the whole file in the import worker whenever how it is read changes, and divides it anew whenever that
 * changes: how many rows, which are bad, which are nearly the same across the splits. What was begun before is given up.
 */
export function createSurvey(draft: Draft, found: (survey: DraftSurvey) => void): Survey {
  const [doing, setDoing] = createSignal<string>();
  const [problem, setProblem] = createSignal<string>();
  const reading = createMemo(() => readingOf(draft));
  const wish = createMemo(() => JSON.stringify(divisionWishOf(draft)));
  const { look, end } = createLook(readWholeFile, setDoing);
  onCleanup(end);
  createEffect(
    on([reading, wish, () => draft.rows?.file], ([key, wanted, file]) => {
      setProblem(undefined);
      setDoing(undefined);
      if (key === undefined || file === undefined) return;
      let isStale = false;
      const timer = setTimeout(async () => {
        const outcome = await look(file, key, wanted, () => isStale).catch((error: unknown) => ({
          kind: "bad-import" as const,
          message: reasonOf(error),
        }));
        if (isStale || outcome === undefined) return;
        if ("summary" in outcome) return found(outcome);
        setDoing(undefined);
        setProblem(outcome.message);
      }, settleMs);
      onCleanup(() => {
        isStale = true;
        clearTimeout(timer);
      });
    }),
  );
  return { doing, problem };
}
