import { type Accessor, createEffect, createMemo, createSignal, onCleanup, untrack } from "solid-js";

import { rowFiles } from "../../../platform/import-file.ts";
import {
  FIRST_LOOK_MS,
  formFinding,
  looksUnasked,
  trialStage,
  unfinishedWords,
} from "../../../setup/trial/first-look.ts";
import { type Mend, mendsOf } from "../../../setup/trial/mends.ts";
import { setUpOf } from "../../../setup/trial/set-up-of.ts";
import type { TrialEnd, TrialRow } from "../../../setup/trial/try-rows.ts";
import { reasonOf } from "../../../shared/reason-of.ts";
import type { Preflight } from "../../../tasks/preflight/preflight.ts";
import { createModelTry } from "../../state/create-model-try.ts";
import { useDatabase } from "../../state/database.tsx";
import type { DraftState } from "./create-draft.ts";
import { sandbox } from "./sandbox.ts";

/** Rows of a quick look, and of one that measures. */
export const FEW = 5;
export const MORE = 20;
interface Trial {
  /** What nobody asked for has a limit; what a person asks for, a person stops. */
  readonly run: (rows: number, limitMs?: number) => Promise<void>;
  readonly stop: () => void;
  readonly isBusy: Accessor<boolean>;
  readonly isStopped: Accessor<boolean>;
  /** Another question is under way, or something stands in the way of any. */
  readonly isBlocked: Accessor<boolean>;
  /** "Row 3 of 20: Asking small". */
  readonly doing: Accessor<string>;
  /** What the Student is writing now. */
  readonly written: Accessor<string | undefined>;
  readonly problem: Accessor<string | undefined>;
  /** Ways out where the model wrote no answer: all its tokens went before. */
  readonly mends: Accessor<readonly Mend[]>;
  /** Makes the change and tries so many rows again. */
  readonly mend: (mend: Mend, rows: number, limitMs?: number) => void;
  readonly rows: Accessor<readonly TrialRow[]>;
  readonly found: Accessor<Preflight | undefined>;
  /** Said where it ended before its last row. */
  readonly unfinished: Accessor<string | undefined>;
  /** What is said of the form of the answers, and what would mend it. */
  readonly form: Accessor<ReturnType<typeof formFinding>>;
  /** Prompt, rows, metric or model were changed since. */
  readonly isOutdated: Accessor<boolean>;
}

/** The first prompt tried on some rows before anything is spent. The first look at somebody's own rows begins by itself. */
export function createTrial(state: DraftState, onSpeed: (msPerRow: number) => void): Trial {
  const db = useDatabase();
  const model = createModelTry();
  const [rows, setRows] = createSignal<readonly TrialRow[]>([]);
  const [found, setFound] = createSignal<Preflight>();
  const [problem, setProblem] = createSignal<string>();
  const [isCut, setIsCut] = createSignal(false);
  const [isBusy, setBusy] = createSignal(false);
  const [at, setAt] = createSignal<{ readonly row: number; readonly of: number }>();
  const [isStopped, setStopped] = createSignal(false);
  const [end, setEnd] = createSignal<TrialEnd>("all");
  const setUp = createMemo(() => setUpOf(state.draft));
  const [triedSetUp, setTriedSetUp] = createSignal("");
  const tools = { ask: model.ask, stop: model.stop, files: rowFiles, sandbox };
  const begin = (): void => {
    setTriedSetUp(setUp());
    setProblem(undefined);
    setIsCut(false);
    setFound(undefined);
    setRows([]);
    setAt(undefined);
    setStopped(false);
    setEnd("all");
    setBusy(true);
  };
  const run = async (count: number, limitMs?: number): Promise<void> => {
    begin();
    try {
      const { tryRows } = await import("../../../setup/trial/try-rows.ts");
      const outcome = await tryRows(db, state.draft, count, tools, {
        limitMs,
        onBegin: (row, of) => setAt({ row, of }),
        onRows: setRows,
        isStopped,
      });
      if (outcome.kind === "failed") {
        setProblem(outcome.message);
        setIsCut(outcome.error === "cut-before-answer");
      } else {
        const { preflight } = outcome;
        if (preflight) onSpeed(preflight.secondsPerRow * 1000);
        setFound(preflight);
        setEnd(outcome.end);
      }
    } catch (error) {
      setProblem(`The trial could not go on: ${reasonOf(error)}`);
    } finally {
      setBusy(false);
    }
  };
  const stop = (): void => {
    setStopped(true);
    void model.stop();
  };
  onCleanup(() => isBusy() && stop());
  createUnaskedLook(state, isBusy, () => void run(MORE, FIRST_LOOK_MS));
  const form = createMemo(() => formFinding(state.draft, rows()));
  return {
    run,
    stop,
    isBusy,
    isStopped,
    isBlocked: () => isBusy() || model.isBusy() || state.obstacle() !== undefined,
    doing: () => trialStage(at(), model.progress(), isStopped()),
    written: model.written,
    problem,
    mends: () => (isCut() && !isBusy() ? mendsOf(state.draft) : []),
    mend: ({ change }, count, limitMs) => {
      state.setParts(change);
      void run(count, limitMs);
    },
    rows,
    found,
    unfinished: () => (isBusy() ? undefined : unfinishedWords(end(), rows().length, at()?.of ?? MORE)),
    form,
    isOutdated: () => triedSetUp() !== setUp(),
  };
}

/** Once for each file: whoever stopped it, changed something or came back to it asks again. */
function createUnaskedLook(state: DraftState, isBusy: Accessor<boolean>, look: () => void): void {
  let looked = untrack(() => (state.draft.rows?.survey ? state.draft.rows.file : undefined));
  createEffect(() => {
    const { draft } = state;
    if (draft.rows?.file === looked || !looksUnasked(draft) || untrack(isBusy)) return;
    looked = draft.rows?.file;
    untrack(look);
  });
}
