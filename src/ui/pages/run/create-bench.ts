import { useSearchParams } from "@solidjs/router";
import { type Accessor, createMemo, createSignal, type Setter } from "solid-js";

import { bestCandidate } from "../../../engine/index.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { loadingWords } from "../../../views/words/host-words.ts";
import type { RunView } from "../../state/create-run-view.ts";
import { useWorkers } from "../../state/workers.tsx";
import { createMoment, type Moment } from "./create-moment.ts";
import { createRunRows, type RunRows } from "./create-run-rows.ts";
import { createStep, type Step } from "./create-step.ts";

/** What stands open over the run. */
type Opened =
  /** A branch after so many events. */
  | { readonly kind: "branch"; readonly events: number }
  | { readonly kind: "edit"; readonly candidate: number | undefined }
  | { readonly kind: "budget" }
  | { readonly kind: "proposal"; readonly proposal: number };

type OpenedAs<Kind> = Extract<Opened, { readonly kind: Kind }>;

export interface Bench {
  readonly view: RunView;
  readonly moment: Moment;
  readonly rows: RunRows;
  readonly step: Step;
  readonly selected: Accessor<number | undefined>;
  readonly select: (candidate: number) => void;
  /** The list of rollouts where it is open: of which candidate, and which of them. */
  readonly rollouts: Accessor<
    { readonly candidate: number | undefined; readonly callIndex: number | undefined } | undefined
  >;
  /** Opens that list: everybody's, or one candidate's. */
  readonly openRollouts: (candidate?: number) => void;
  /** Opens one of them, in the list as it is. */
  readonly openCall: (callIndex: number) => void;
  /** Another candidate's rollouts in the list that is open. */
  readonly narrowTo: (candidate: number | undefined) => void;
  readonly closeRollouts: () => void;
  /** What of this kind stands open. */
  readonly opened: <Kind extends Opened["kind"]>(kind: Kind) => OpenedAs<Kind> | undefined;
  readonly open: Setter<Opened | undefined>;
  readonly branchAt: (candidate: number) => void;
  /** A model is loading, or a host does not answer. */
  readonly loading: Accessor<string | undefined>;
  /** What the Reflection model is writing now. */
  readonly letter: Accessor<string | undefined>;
}

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);

/** What is looked at of a run: the moment, the candidate, the rollout, and what is open over it. The address keeps most of it. */
export function createBench(run: Accessor<RunRow>, view: RunView): Bench {
  const workers = useWorkers();
  const [search, setSearch] = useSearchParams<{ c?: string; call?: string; rollouts?: string }>();
  const moment = createMoment(view);
  const [nowOpen, open] = createSignal<Opened>();
  const selected = createMemo(() => {
    const state = moment.state();
    const asked = search.c === undefined ? Number.NaN : Number(search.c);
    if (Number.isInteger(asked)) return asked;
    return state && bestCandidate(state)?.index;
  });
  const here = { replace: true, scroll: false } as const;
  const whose = (candidate: number | undefined): string => String(candidate ?? "all");
  return {
    view,
    moment,
    rows: createRunRows(run),
    step: createStep(run, moment, view),
    selected,
    select: (candidate) => setSearch({ c: String(candidate) }, here),
    rollouts: () =>
      search.call === undefined && search.rollouts === undefined
        ? undefined
        : { candidate: numberOf(search.rollouts), callIndex: numberOf(search.call) },
    openRollouts: (candidate) => setSearch({ rollouts: whose(candidate) }, { scroll: false }),
    openCall: (callIndex) =>
      search.call === undefined && search.rollouts === undefined
        ? setSearch({ call: String(callIndex) }, { scroll: false })
        : setSearch({ call: String(callIndex), rollouts: search.rollouts ?? "all" }, here),
    narrowTo: (candidate) => setSearch({ rollouts: whose(candidate) }, here),
    closeRollouts: () => setSearch({ call: undefined, rollouts: undefined }, { scroll: false }),
    opened: <Kind extends Opened["kind"]>(kind: Kind) => {
      const now = nowOpen();
      return now?.kind === kind ? (now as OpenedAs<Kind>) : undefined;
    },
    open,
    branchAt: (candidate) => {
      const at = view
        .events()
        .findIndex(({ event }) => event.type === "candidate-added" && event.index === candidate);
      if (at >= 0) open({ kind: "branch", events: at + 1 });
    },
    loading: () => loadingWords(run(), workers.hosts(), workers.newsOf(run().id)),
    letter: () =>
      run().status === "running" && moment.isLive() ? workers.newsOf(run().id).letter : undefined,
  };
}
