import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";

import type { Draft } from "../../../setup/draft/draft.ts";
import { codesOf } from "../../../setup/draft/metric-list.ts";
import { reasonOf } from "../../../shared/reason-of.ts";

/** Typing settles before the code is loaded. */
const settleMs = 300;

/** What keeps the code of a draft's metrics from judging any row, in a sentence; undefined when nothing does. */
export async function problemOfCodes(draft: Draft): Promise<string | undefined> {
  const codes = codesOf(draft);
  if (codes.length === 0) return undefined;
  const [{ problemOfCode }, { sandbox }] = await Promise.all([
    import("../../../tasks/metrics/code.ts"),
    import("./sandbox.ts"),
  ]);
  for (const [at, code] of codes) {
    const problem = await problemOfCode(sandbox, code);
    if (problem !== undefined) return draft.metrics.length === 1 ? problem : `Metric ${at + 1}: ${problem}`;
  }
  return undefined;
}

/** The same, looked at again whenever the code changes. */
export function createCodeCheck(draft: Draft): Accessor<string | undefined> {
  const [problem, setProblem] = createSignal<string>();
  const key = createMemo(() => JSON.stringify(codesOf(draft)));
  createEffect(
    on(key, () => {
      let isStale = false;
      const look = async (): Promise<void> => {
        const found = await problemOfCodes(draft).catch(reasonOf);
        if (!isStale) setProblem(found);
      };
      setProblem(undefined);
      if (codesOf(draft).length === 0) return;
      const timer = setTimeout(() => void look(), settleMs);
      onCleanup(() => {
        isStale = true;
        clearTimeout(timer);
      });
    }),
  );
  return problem;
}
