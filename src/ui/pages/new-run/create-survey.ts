import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";

import { type ReadFile, readWholeFile } from "../../../platform/import-file.ts";
import type { ColumnRoles, DivisionWish, ReadOptions } from "../../../protocol/import-worker.ts";
import type { Draft, DraftSurvey } from "../../../setup/draft/draft.ts";
import { columnsOfMetrics } from "../../../setup/draft/metric-list.ts";
import { divisionWishOf } from "../../../setup/draft/task-of-rows.ts";
import { reasonOf } from "../../../shared/reason-of.ts";
import { plural } from "../../../views/words/numbers.ts";

/** How far the look at the whole file has come. */
export interface Survey {
  /** What is going on; undefined when nothing is. */
  readonly doing: Accessor<string | undefined>;
  /** Why the file could not be read to its end. */
  readonly problem: Accessor<string | undefined>;
}

/** Whoever is still choosing should not start a reading with every choice. */
const settleMs = 300;
/** So many rows are divided before anybody could read that they are. */
const ROWS_AT_ONCE = 5000;

/**
 * Looks through the whole file in the import worker whenever how it is read changes, and divides it anew whenever that
 * changes: how many rows, which are bad, which are nearly the same across the splits. What was begun before is given up.
 */
export function createSurvey(draft: Draft, found: (survey: DraftSurvey) => void): Survey {
  const [doing, setDoing] = createSignal<string>();
  const [problem, setProblem] = createSignal<string>();
  /** All that the reading depends on, as one text, and all that the division depends on: nothing else starts them anew. */
  const reading = createMemo(() => {
    const { rows, task } = draft;
    if (task !== "rows" || rows === undefined || rows.roles.inputs.length === 0) return undefined;
    return JSON.stringify({ roles: { ...rows.roles, kept: columnsOfMetrics(draft) }, reading: rows.reading });
  });
  const wish = createMemo(() => JSON.stringify(divisionWishOf(draft)));
  let open: (ReadFile & { readonly key: string; readonly file: File }) | undefined;
  onCleanup(() => open?.end());

  const look = async (file: File, key: string, wanted: string, isStale: () => boolean): Promise<void> => {
    setDoing("Looking through all rows");
    if (open === undefined || open.key !== key || open.file !== file) {
      open?.end();
      const asked = JSON.parse(key) as { readonly roles: ColumnRoles; readonly reading: ReadOptions };
      const read = readWholeFile(file, asked.reading, asked.roles, ({ rows }) => {
        if (open?.key === key) setDoing(`Looking through all rows: ${plural(rows, "row")} so far`);
      });
      open = { ...read, key, file };
    }
    const used = open;
    const summary = await used.summary;
    if (isStale()) return;
    setDoing(undefined);
    if (summary.kind === "bad-import") {
      setProblem(summary.message);
      return;
    }
    if (summary.rows > ROWS_AT_ONCE) setDoing("Dividing the rows");
    const division = await used.divide(JSON.parse(wanted) as DivisionWish);
    if (isStale()) return;
    setDoing(undefined);
    found({ summary, ...division });
  };
  createEffect(
    on([reading, wish, () => draft.rows?.file], ([key, wanted, file]) => {
      setProblem(undefined);
      setDoing(undefined);
      if (key === undefined || file === undefined) return;
      let isStale = false;
      const timer = setTimeout(() => {
        look(file, key, wanted, () => isStale).catch((error: unknown) => {
          if (isStale) return;
          setDoing(undefined);
          setProblem(reasonOf(error));
        });
      }, settleMs);
      onCleanup(() => {
        isStale = true;
        clearTimeout(timer);
      });
    }),
  );
  return { doing, problem };
}
