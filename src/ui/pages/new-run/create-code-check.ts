import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";

import type { Draft } from "../../../setup/draft/draft.ts";
import { reasonOf } from "../../../shared/reason-of.ts";
import { metricOf } from "../../../tasks/metrics/registry.ts";

/** Typing settles before the code is loaded. */
const settleMs = 300;

/** The code of each metric that is the user's own, with the metric's place. */
function codesOf({ task, metrics }: Draft): readonly (readonly [at: number, code: string])[] {
  if (task !== "rows") return [];
  return metrics.flatMap((metric, at) =>
    (metricOf(metric)?.options ?? []).flatMap(({ name, type }) => {
      const code = metric.options[name];
      return type === "code" && typeof code === "string" ? [[at, code] as const] : [];
    }),
  );
}

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
