import { type Accessor, createMemo } from "solid-js";

import { newMark } from "../../../setup/new-mark.ts";
import { addMark } from "../../../storage/library/marks.ts";
import { marksOn } from "../../../storage/read/library.ts";
import type { MarkRow, RolloutRow } from "../../../storage/rows.ts";
import { isSameAnswer } from "../../../tasks/marks.ts";
import { createLive } from "../../state/create-live.ts";
import { useDatabase } from "../../state/database.tsx";

type Thumb = NonNullable<MarkRow["thumb"]>;

interface AnswerMark {
  readonly thumb: Accessor<Thumb | undefined>;
  readonly text: Accessor<string>;
  /** Stores a mark with this thumb and sentence. Resolves to whether the run under way was told of it. */
  readonly set: (thumb: Thumb | undefined, text: string) => Promise<boolean>;
}

/** The mark that counts on a rollout's answer: the newest one on the same answer to the same row, in whichever run. */
export function createMark(row: Accessor<RolloutRow>): AnswerMark {
  const db = useDatabase();
  const stored = createLive(
    () => row().exampleId,
    (db, exampleId) => marksOn(db, [exampleId]),
  );
  const newest = createMemo(() =>
    stored.value()?.findLast((mark) => isSameAnswer(mark.output, row().output)),
  );
  return {
    thumb: () => newest()?.thumb,
    text: () => newest()?.text ?? "",
    set: (thumb, text) => {
      const { mark, said } = newMark(row(), thumb, text, Date.now());
      return addMark(db, mark, said);
    },
  };
}
