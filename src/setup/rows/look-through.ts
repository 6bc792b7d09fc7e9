import type {
  ColumnRoles,
  DivisionWish,
  ImportFailure,
  ImportProgress,
  ImportSummary,
  ReadOptions,
  RowsSurvey,
} from "../../protocol/import-worker.ts";
import { plural } from "../../views/words/numbers.ts";
import type { Draft, DraftSurvey } from "../draft/draft.ts";
import { columnsOfMetrics } from "../draft/metric-list.ts";

/** A file read to its end, whose rows are kept to be divided as often as one likes. */
export interface ReadFile {
  readonly summary: Promise<ImportSummary | ImportFailure>;
  readonly divide: (wish: DivisionWish) => Promise<RowsSurvey>;
  readonly end: () => void;
}

type ReadWhole = (
  file: File,
  reading: ReadOptions,
  roles: ColumnRoles,
  onProgress: (progress: ImportProgress) => void,
) => ReadFile;

/** So many rows are divided before anybody could read that they are. */
const ROWS_AT_ONCE = 5000;

/** All that the reading of a draft's file depends on, as one text; undefined where there is nothing to read. */
export function readingOf(draft: Draft): string | undefined {
  const { rows, task } = draft;
  if (task !== "rows" || rows === undefined || rows.roles.inputs.length === 0) return undefined;
  return JSON.stringify({ roles: { ...rows.roles, kept: columnsOfMetrics(draft) }, reading: rows.reading });
}

interface Look {
  /** Reads the file as `reading` says and divides it as `wish` says; undefined when it became stale meanwhile. */
  readonly look: (
    file: File,
    reading: string,
    wish: string,
    isStale: () => boolean,
  ) => Promise<DraftSurvey | ImportFailure | undefined>;
  readonly end: () => void;
}

/** Looks through whole files, one at a time; another division of the same reading does not read again. */
export function createLook(readWhole: ReadWhole, say: (doing: string | undefined) => void): Look {
  let open: (ReadFile & { readonly reading: string; readonly file: File }) | undefined;
  const opened = (file: File, reading: string): ReadFile => {
    if (open?.reading === reading && open.file === file) return open;
    open?.end();
    const asked = JSON.parse(reading) as { readonly roles: ColumnRoles; readonly reading: ReadOptions };
    const read = readWhole(file, asked.reading, asked.roles, ({ rows }) => {
      if (open?.reading === reading) say(`Looking through all rows: ${plural(rows, "row")} so far`);
    });
    open = { ...read, reading, file };
    return open;
  };
  return {
    async look(file, reading, wish, isStale) {
      say("Looking through all rows");
      const used = opened(file, reading);
      const summary = await used.summary;
      if (isStale()) return undefined;
      say(undefined);
      if (summary.kind === "bad-import") return summary;
      if (summary.rows > ROWS_AT_ONCE) say("Dividing the rows");
      const division = await used.divide(JSON.parse(wish) as DivisionWish);
      if (isStale()) return undefined;
      say(undefined);
      return { summary, ...division };
    },
    end: () => open?.end(),
  };
}
