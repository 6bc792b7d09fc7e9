import { plainCopy } from "../../shared/json.ts";
import { forgetSetting, saveSettings } from "../../storage/library/settings.ts";
import { attemptWrite } from "../../storage/quota.ts";
import { readSetting } from "../../storage/read/settings.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import { type Draft, type DraftDocuments, type DraftRows, firstDraft } from "./draft.ts";
import { whole } from "./whole.ts";

/** Settings a draft is kept in. Files and what was read of them are large, and written only when they change. */
const keys = { draft: "new-run draft", rows: "new-run rows", documents: "new-run documents" } as const;

/** Counted up whenever a kept draft of before could no longer be read as one of now. */
const SHAPE = 1;

interface KeptDraft {
  readonly shape: number;
  /** `metricCalls`: what the budget was called before it was one of requests. */
  readonly draft: Omit<Draft, "rows" | "documents"> & { readonly metricCalls?: number };
  readonly rows?: Pick<DraftRows, "roles" | "reading">;
  readonly documents?: Omit<DraftDocuments, "file" | "preview">;
}

/**
 * A file is kept as its bytes: WebKit takes no `File` or `Blob` where it keeps nothing on the disk (a private window), and a
 * refused one that is written beside something else leaves its whole database hanging.
 */
interface KeptFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
  readonly preview: DraftRows["preview"];
  /** What earlier versions kept in the place of name and bytes. */
  readonly file?: File;
}

type ReadFile = Pick<DraftRows, "file" | "preview">;

interface FoundDraft {
  readonly draft: Draft;
  /** A file it had could not be read any more, or there was no room to keep it. */
  readonly lostFile: boolean;
}

/** The draft as it was left; undefined where none was. It holds no keys: those are never part of a model's choice. */
export async function readKeptDraft(db: StudioDatabase): Promise<FoundDraft | undefined> {
  const kept = (await readSetting(db, keys.draft)) as Partial<KeptDraft> | undefined;
  if (kept?.shape !== SHAPE || kept.draft === undefined) return undefined;
  const { rows, documents } = kept;
  const rowsFile = rows && (await readFile(db, keys.rows));
  const documentsFile = documents && (await readFile(db, keys.documents));
  return {
    draft: {
      ...firstDraft,
      ...kept.draft,
      requests: kept.draft.requests ?? kept.draft.metricCalls ?? firstDraft.requests,
      options: { ...firstDraft.options, ...kept.draft.options },
      ...(rows && rowsFile ? { rows: { ...rows, ...rowsFile } } : {}),
      ...(documents && documentsFile ? { documents: { ...documents, ...documentsFile } } : {}),
    },
    lostFile: (rows && !rowsFile) === true || (documents && !documentsFile) === true,
  };
}

async function readFile(db: StudioDatabase, key: string): Promise<ReadFile | undefined> {
  const kept = (await readSetting(db, key)) as Partial<KeptFile> | null | undefined;
  if (kept?.preview === undefined) return undefined;
  const { name = "", bytes, file = bytes && new File([bytes], name) } = kept;
  return file && { file, preview: whole(kept.preview) };
}

/** Null for a file that is gone or was changed since it was chosen. */
async function fileToKeep({ file, preview }: ReadFile): Promise<KeptFile | null> {
  const bytes = await file.arrayBuffer().catch(() => undefined);
  return bytes === undefined ? null : { name: file.name, bytes, preview };
}

interface DraftKeeper {
  readonly keep: (draft: Draft) => void;
  readonly forget: () => Promise<void>;
}

/** Keeps a draft whenever it changes. Of several changes that come while one is written, only the last is. */
export function createKeeper(db: StudioDatabase): DraftKeeper {
  const written = new Map<string, ReadFile & Pick<DraftRows, "reading">>();
  let next: (() => Promise<void>) | undefined;
  let working: Promise<void> | undefined;
  const soon = async (deed: () => Promise<void>): Promise<void> => {
    next = deed;
    working ??= (async () => {
      while (next !== undefined) {
        const now = next;
        next = undefined;
        // A page that is closing has no database any more, and nobody is left to be told.
        await now().catch(() => undefined);
      }
      working = undefined;
    })();
    return working;
  };
  const filesToWrite = async (draft: Draft): Promise<Record<string, KeptFile | null>> => {
    const files: Record<string, KeptFile | null> = {};
    for (const name of ["rows", "documents"] as const) {
      const part = draft[name];
      const before = written.get(name);
      if (part === undefined) {
        if (before !== undefined) files[keys[name]] = null;
        written.delete(name);
        continue;
      }
      const { file, preview, reading } = part;
      if (before?.file === file && JSON.stringify(before.reading) === JSON.stringify(reading)) continue;
      files[keys[name]] = await fileToKeep(part);
      written.set(name, { file, preview, reading });
    }
    return files;
  };
  return {
    keep: (draft) =>
      void soon(async () => {
        const kept = keptOf(draft);
        const files = await filesToWrite(draft);
        const outcome = await attemptWrite(() => saveSettings(db, { [keys.draft]: kept, ...files }));
        // No room for the file: what was decided about it is small, and the file can be chosen again.
        if (outcome.kind === "quota") await attemptWrite(() => saveSettings(db, { [keys.draft]: kept }));
      }),
    forget: () =>
      soon(async () => {
        written.clear();
        for (const key of Object.values(keys)) await forgetSetting(db, key);
      }),
  };
}

/** As plain data: the draft is a store. What was counted in the rows is counted again. */
function keptOf({ rows, documents, ...draft }: Draft): KeptDraft {
  const kept: KeptDraft = {
    shape: SHAPE,
    draft,
    ...(rows && { rows: { roles: rows.roles, reading: rows.reading } }),
    ...(documents && {
      documents: {
        reading: documents.reading,
        textColumn: documents.textColumn,
        ...(documents.titleColumn === undefined ? {} : { titleColumn: documents.titleColumn }),
      },
    }),
  };
  return plainCopy(kept);
}
