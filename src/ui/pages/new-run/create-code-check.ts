import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";

import type { Draft } from "../../../setup/draft/draft.ts";
import { codesOf } from "../../../setup/draft/metric-list.ts";
import { problemOfCodes } from "../../../setup/draft/problem-of-codes.ts";
import { reasonOf } from "../../../shared/reason-of.ts";

/** Typing settles before the code is loaded. */
const settleMs = 300;

/** What keeps a draft's own code from judging any row, found out in this page's sandbox. */
export const codeProblemOf = (draft: Draft): Promise<string | undefined> =>
  problemOfCodes(draft, () => import("./sandbox.ts"));

/** The same, looked at again whenever the code changes. */
export function createCodeCheck(draft: Draft): Accessor<string | undefined> {
  const [problem, setProblem] = createSignal<string>();
  const key = createMemo(() => JSON.stringify(codesOf(draft)));
  createEffect(
    on(key, () => {
      let isStale = false;
      const look = async (): Promise<void> => {
        const found = await codeProblemOf(draft).catch(reasonOf);
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
