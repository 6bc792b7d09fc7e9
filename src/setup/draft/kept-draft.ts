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

type KeptFile = Pick<DraftRows, "file" | "preview">;

interface FoundDraft {
  readonly draft: Draft;
  /** There was no room to keep a file it had. */
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

async function readFile(db: StudioDatabase, key: string): Promise<KeptFile | undefined> {
  const kept = (await readSetting(db, key)) as Partial<KeptFile> | null | undefined;
  return kept?.file instanceof File && kept.preview !== undefined
    ? { file: kept.file, preview: whole(kept.preview) }
    : undefined;
}

interface DraftKeeper {
  readonly keep: (draft: Draft) => void;
  readonly forget: () => Promise<void>;
}

/** Keeps a draft whenever it changes. Of several changes that come while one is written, only the last is. */
export function createKeeper(db: StudioDatabase): DraftKeeper {
  const written = new Map<string, KeptFile & Pick<DraftRows, "reading">>();
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
  const filesToWrite = (draft: Draft): Record<string, KeptFile | null> => {
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
      files[keys[name]] = { file, preview };
      written.set(name, { file, preview, reading });
    }
    return files;
  };
  return {
    keep: (draft) =>
      void soon(async () => {
        const kept = keptOf(draft);
        const files = filesToWrite(draft);
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
  return JSON.parse(JSON.stringify(kept)) as KeptDraft;
}
