import type { OuterLimit } from "../engine/ports.ts";
import type { RunLimits, RunSummary, WaitReason } from "../storage/rows.ts";

/** The first limit on time, tokens or money that is reached; null while there is room. */
export function reachedLimit(
  limits: RunLimits | undefined,
  activeSeconds: number,
  usage: NonNullable<RunSummary["usage"]>,
): OuterLimit | null {
  const { student, reflection } = usage;
  const tokens =
    student.promptTokens + student.completionTokens + reflection.promptTokens + reflection.completionTokens;
  const found: (OuterLimit | null)[] = [
    over("time", activeSeconds / 60, limits?.minutes, "minutes"),
    over("tokens", tokens, limits?.tokens, "tokens"),
    over("money", student.costUsd + reflection.costUsd, limits?.usd, "USD"),
  ];
  return found.find((limit) => limit !== null) ?? null;
}

function over(
  kind: OuterLimit["kind"],
  used: number,
  limit: number | undefined,
  unit: string,
): OuterLimit | null {
  return limit !== undefined && used >= limit ? { kind, used, limit, unit } : null;
}

/** What a run that met a limit in the middle of a step waits for. */
export function limitWait({ kind, used, limit, unit }: OuterLimit): WaitReason {
  const spent = kind === "money" ? used.toFixed(4) : String(Math.round(used * 10) / 10);
  return {
    kind: "limit",
    message: `The limit of ${limit} ${unit} is reached (${spent} used). Every answer so far is stored. Raise the limit to go on, or stop the run.`,
  };
}
