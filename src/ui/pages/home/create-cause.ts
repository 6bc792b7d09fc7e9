import { type Accessor, createMemo } from "solid-js";

import { allProposals, type CandidateEntry } from "../../../engine/index.ts";
import { readRollout } from "../../../storage/read/rollouts.ts";
import { type Cause, gained, tellingRow } from "../../../views/run/cause.ts";
import { createRead } from "../../state/create-loaded.ts";
import type { RunView } from "../../state/create-run-view.ts";

/** Follows the best candidate; undefined while it is the seed. */
export function createCause(
  view: Accessor<RunView>,
  best: Accessor<CandidateEntry | undefined>,
): Accessor<Cause | undefined> {
  const key = createMemo(
    () => {
      const state = view().state();
      const run = view().run();
      const index = best()?.index;
      return state && run && index ? { index, run } : undefined;
    },
    undefined,
    { equals: (a, b) => a?.index === b?.index && a?.run.id === b?.run.id },
  );
  const cause = createRead(key, async (db, { index, run }): Promise<Cause | undefined> => {
    const state = view().state();
    const entry = state?.candidates[index];
    const parent = entry?.parents[0];
    const proposal = state && allProposals(state).find((one) => one.candidate === index);
    if (!state || !entry || parent === undefined || !proposal || proposal.kind === "merge") return undefined;
    const { row, example } = await tellingRow(run, gained(proposal));
    const answer = row && (await readRollout(db, run.id, row.callIndex));
    return {
      parent,
      child: index,
      example,
      answer,
      proposal,
      rows: entry.scores.length,
      parentMean: state.candidates[parent]?.mean ?? 0,
      childMean: entry.mean,
    };
  });
  return () => (key() ? cause.value() : undefined);
}
