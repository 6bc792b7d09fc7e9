import type { RunState } from "../../engine/index.ts";
import { modelName } from "../../models/model-name.ts";
import type { LedgerSums } from "../../storage/read/ledger.ts";
import type { RunRow } from "../../storage/rows.ts";
import { unitOf } from "../run/unit-of.ts";
import { moneyWords } from "../words/money-words.ts";
import { formatBytes, formatCount, formatDuration, formatPercent, plural } from "../words/numbers.ts";
import { spentNow } from "../words/spent-words.ts";

type Fact = readonly [term: string, text: string];

/** What a run cost, fact by fact; what was not measured or reported is left out. `ledger`: undefined until it is read. */
export function costFacts(run: RunRow, state: RunState, ledger: LedgerSums | undefined): readonly Fact[] {
  const { spent } = state;
  const unit = unitOf(run);
  const saved = spent.reused + spent.cached;
  const facts: readonly (Fact | false)[] = [
    [
      "Student",
      `${plural(spentNow(run, state, true), unit)}, ${modelName(run.student)}${seconds(run, "student")}`,
    ],
    [
      "Reflection",
      `${plural(spent.reflectionCalls, "request")}, ${modelName(run.reflection)}${seconds(run, "reflection")}`,
    ],
    saved > 0 && ["Not paid again", `${plural(saved, "rollout")} read from earlier answers`],
    spent.testCalls > 0 && ["Sealed test", `${plural(spent.testRequests, unit)}, outside the budget`],
    ["Time", `${formatDuration(run.activeSeconds)} of running`],
    ...tokenFacts(run),
    ["Money", ledger === undefined ? "…" : moneyWords(ledger)],
    ["Sent away", `${formatBytes(ledger?.bytesOut ?? 0)}, ${plural(ledger?.requests ?? 0, "request")}`],
    run.possiblyPaidTwice > 0 && ["Possibly paid twice", plural(run.possiblyPaidTwice, "request")],
  ];
  return facts.filter((fact) => fact !== false);
}

function seconds({ summary }: RunRow, role: "student" | "reflection"): string {
  const used = summary?.usage?.[role];
  return used === undefined ? "" : `, ${formatDuration(used.seconds)}`;
}

function tokenFacts({ summary }: RunRow): readonly Fact[] {
  if (summary?.usage === undefined) return [];
  const { student, reflection } = summary.usage;
  const read = student.promptTokens + reflection.promptTokens;
  const cached = student.cachedPromptTokens + reflection.cachedPromptTokens;
  const share = formatPercent(cached / Math.max(1, read), 0);
  return [
    ["Tokens read", `${formatCount(read)}${cached > 0 ? `, of which ${share} from cache` : ""}`],
    ["Tokens written", formatCount(student.completionTokens + reflection.completionTokens)],
  ];
}
