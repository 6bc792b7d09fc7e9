import { type Accessor, createEffect, createMemo, createSignal, on } from "solid-js";

import { examplesById } from "../../../storage/read/example-rows.ts";
import type { RunRow } from "../../../storage/rows.ts";
import type { Example } from "../../../tasks/task-spec.ts";
import { useDatabase } from "../../state/database.tsx";

type Split = "feedback" | "pareto" | "test";

export interface RunRows {
  /** The row at a position of a split; undefined while it is being read, or when its dataset is gone. */
  readonly at: (split: Split, position: number) => Example | undefined;
  readonly byId: (id: string) => Example | undefined;
  /** Place of a row in a split; -1 when it is not there. */
  readonly positionOf: (split: Split, id: string) => number;
  /** Asks for rows to be read, for `at` and `byId` to find them. */
  readonly want: (ids: readonly string[]) => void;
}

/** The rows a run's positions stand for: made by the generator, or read from the dataset as they are wanted. */
export function createRunRows(run: Accessor<RunRow | null | undefined>): RunRows {
  const db = useDatabase();
  const [found, setFound] = createSignal<ReadonlyMap<string, Example>>(new Map());
  let asked = new Set<string>();
  const remember = (rows: readonly Example[]): void => {
    setFound((before) => new Map([...before, ...rows.map((row): [string, Example] => [row.id, row])]));
  };
  const want = (ids: readonly string[]): void => {
    const source = run()?.task.source;
    const fresh = ids.filter((id) => !asked.has(id));
    if (source?.kind !== "dataset" || fresh.length === 0) return;
    for (const id of fresh) asked.add(id);
    void examplesById(db, source.datasetId, fresh).then(remember);
  };
  createEffect(
    on(
      createMemo(() => run()?.id),
      (id) => {
        asked = new Set();
        setFound(new Map());
        const source = run()?.task.source;
        if (id === undefined || source?.kind !== "generated") return;
        void import("../../../tasks/generated-rows.ts").then(({ generatedRows }) => {
          const rows = generatedRows(source);
          remember([...rows.feedback, ...rows.pareto, ...rows.test]);
        });
      },
    ),
  );
  // Asked for one by one while a page is drawn, read in one go.
  let missed: string[] = [];
  const byId = (id: string): Example | undefined => {
    const row = found().get(id);
    if (row !== undefined || asked.has(id)) return row;
    if (missed.length === 0)
      queueMicrotask(() => {
        const ids = missed;
        missed = [];
        want(ids);
      });
    missed.push(id);
    return undefined;
  };
  return {
    byId,
    want,
    positionOf: (split, id) => run()?.splits[split].indexOf(id) ?? -1,
    at: (split, position) => {
      const id = run()?.splits[split][position];
      return id === undefined ? undefined : byId(id);
    },
  };
}
