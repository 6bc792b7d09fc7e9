import type { Sandbox } from "../../tasks/metrics/metric.ts";
import type { Draft } from "./draft.ts";
import { codesOf } from "./metric-list.ts";

/** What keeps the code of a draft's metrics from judging any row, in a sentence; undefined when nothing does. */
export async function problemOfCodes(
  draft: Draft,
  loadSandbox: () => Promise<{ readonly sandbox: Sandbox }>,
): Promise<string | undefined> {
  const codes = codesOf(draft);
  if (codes.length === 0) return undefined;
  const [{ problemOfCode }, { sandbox }] = await Promise.all([
    import("../../tasks/metrics/code.ts"),
    loadSandbox(),
  ]);
  for (const [at, code] of codes) {
    const problem = await problemOfCode(sandbox, code);
    if (problem !== undefined) return draft.metrics.length === 1 ? problem : `Metric ${at + 1}: ${problem}`;
  }
  return undefined;
}
