import { type Accessor, createSignal } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";

import { copyOf, taskSide } from "../../../setup/draft/draft-parts.ts";
import { type Draft, type DraftSurvey, firstDraft } from "../../../setup/draft/draft.ts";
import { createKeeper, readKeptDraft } from "../../../setup/draft/kept-draft.ts";
import { offeredModels } from "../../../setup/draft/offered-models.ts";
import type { Endpoints } from "../../state/create-endpoints.ts";
import { useDatabase } from "../../state/database.tsx";

/** The draft itself: what changes it, what is kept of it, and what was set up for the source of rows that was left. */
interface DraftStore {
  readonly draft: Draft;
  /** The same, not followed. */
  readonly plain: () => Draft;
  /** Changes parts of it; where the rows change, the models offered for them come too, unless others were chosen. */
  readonly merge: (part: Partial<Draft>) => void;
  /** Notes what the rows were counted to be: no change of mind, so the run keeps its id. */
  readonly count: (survey: DraftSurvey) => void;
  /** Puts another draft in its place; a copy of the one before is handed back. */
  readonly replace: (next: Draft) => Draft;
  /** Takes up the draft that was left here; a sentence where its file is lost. */
  readonly restore: () => Promise<string | undefined>;
  /** What was set up for a source of rows that was left for another. */
  readonly leftFor: (task: Draft["task"]) => Partial<Draft> | undefined;
  /** Keeps none of it for another visit. */
  readonly forget: () => void;
  /** Id of the run it becomes; another with every change. */
  readonly runId: () => string;
  readonly isTouched: Accessor<boolean>;
}

/** `changed` hears of every change. */
export function createDraftStore(endpoints: Pick<Endpoints, "list">, changed: () => void): DraftStore {
  const db = useDatabase();
  const [draft, setDraft] = createStore<Draft>(structuredClone(firstDraft));
  const [isTouched, setTouched] = createSignal(false);
  const keeper = createKeeper(db);
  const left = new Map<Draft["task"], Partial<Draft>>();
  let runId = crypto.randomUUID();
  /** Models the person chose, now or in the draft that was left here. */
  let chosen: Partial<Draft> = {};
  const plain = (): Draft => unwrap(draft);
  const put = (next: Draft): void => {
    runId = crypto.randomUUID();
    changed();
    setDraft(reconcile(next));
  };
  return {
    draft,
    plain,
    merge: (part) => {
      const { task } = plain();
      if (part.task !== undefined && part.task !== task) left.set(task, taskSide(copyOf(plain())));
      const { student, reflection } = { ...chosen, ...part };
      chosen = { ...(student && { student }), ...(reflection && { reflection }) };
      const offered =
        part.task === undefined || part.task === task
          ? {}
          : { ...offeredModels(plain(), part.task, endpoints.list()), ...chosen };
      put({ ...plain(), ...part, ...offered });
      setTouched(true);
      keeper.keep(plain());
    },
    count: (survey) => {
      const { rows } = plain();
      if (rows !== undefined) setDraft(reconcile({ ...plain(), rows: { ...rows, survey } }));
    },
    replace: (next) => {
      // A copy: what stands in a store is changed in place.
      const before = copyOf(plain());
      put(next);
      chosen = {};
      setTouched(false);
      return before;
    },
    restore: async () => {
      const found = await readKeptDraft(db).catch(() => undefined);
      if (found === undefined) return undefined;
      put(found.draft);
      const { task, student, reflection } = found.draft;
      // The example's own models were offered, not chosen: for rows of one's own better ones may be.
      chosen = task === "rows" ? { student, reflection } : {};
      setTouched(true);
      return found.lostFile
        ? "The file was not kept: it had changed, or there was no room for it. Choose it again."
        : undefined;
    },
    leftFor: (task) => left.get(task),
    forget: () => void keeper.forget(),
    runId: () => runId,
    isTouched,
  };
}
