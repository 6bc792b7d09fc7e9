import { estimateTokens } from "../../shared/estimate-tokens.ts";
import type { ReflectionEvidence } from "../journal/events.ts";
import type { EngineSpec } from "../options/spec.ts";
import type { ProposalEntry } from "../state/state.ts";
import type { ReflectionRecordRow } from "../vocabulary.ts";
import { findInstruction, withoutMarkers } from "./flag-instructions.ts";
import { limitLines, limitsOf } from "./limits.ts";
import { defaultTemplate } from "./meta-prompt.ts";
import { renderRecord, renderRecords } from "./render-records.ts";
import { substitute } from "./substitute.ts";
import { trimFairly } from "./trim-records.ts";

export interface PromptParts {
  readonly component: string;
  readonly currentText: string;
  readonly rows: readonly ReflectionRecordRow[];
  /** Earlier proposals for this text that did not pass. */
  readonly rejected: readonly ProposalEntry[];
}

/** A prompt and what the journal says about it. */
interface RenderedPrompt {
  readonly prompt: string;
  readonly evidence: Pick<ReflectionEvidence, "rows" | "promptTokens" | "trimmed" | "flagged">;
}

/** `asked` takes the place of the studio's own two last sections: what to write, and in which form. */
export function renderPrompt(spec: EngineSpec, parts: PromptParts, asked?: string): RenderedPrompt {
  const { reflector } = spec;
  const template =
    (asked === undefined ? ownTemplate(spec, parts.component) : null) ??
    defaultTemplate(reflector.objective, reflector.background, asked);
  const rows = parts.rows.map((row) => row.example);
  if (reflector.substitution === "sequential") {
    const records = renderRecords(parts.rows.map((row) => row.record));
    const prompt = substitute(template, parts.currentText, records, "sequential");
    return { prompt, evidence: { rows, promptTokens: estimateTokens(prompt) } };
  }
  const history = rejectedText(parts);
  const limits = limitsText(spec, parts.component);
  const fixed = [template, parts.currentText, history, limits].reduce(
    (sum, one) => sum + estimateTokens(one),
    0,
  );
  const room = reflector.promptTokens === null ? Number.POSITIVE_INFINITY : reflector.promptTokens - fixed;
  const shown = parts.rows.map((row, i) => withoutMarkers(renderRecord(row.record, i + 1)));
  const trimmed = trimFairly(shown, Math.max(0, room));
  const records = [...trimmed.texts, ...(history === "" ? [] : [history])].join("\n\n");
  const prompt = substitute(template, parts.currentText, records, "one-pass") + limits;
  return {
    prompt,
    evidence: { rows, promptTokens: estimateTokens(prompt), ...noted(parts.rows, trimmed.cut) },
  };
}

/** A person's own meta-prompt for a component; null where the studio's is used. */
export function ownTemplate({ reflector: { templates } }: EngineSpec, component: string): string | null {
  return templates[component] ?? templates["*"] ?? null;
}

/** What the text is checked for afterwards is said before it is written. */
function limitsText(spec: EngineSpec, component: string): string {
  const lines = limitLines(limitsOf(spec, component));
  return lines.length === 0
    ? ""
    : `\n\n# Limits of the new instruction\n\n${lines.map((line) => `- ${line}`).join("\n")}`;
}

function noted(
  rows: readonly ReflectionRecordRow[],
  cut: readonly number[],
): Pick<ReflectionEvidence, "trimmed" | "flagged"> {
  const trimmed = rows.flatMap((row, i) =>
    cut[i]! > 0 ? [{ example: row.example, characters: cut[i]! }] : [],
  );
  const flagged = rows.flatMap((row) => {
    const phrase = findInstruction(row.record);
    return phrase === null ? [] : [{ example: row.example, phrase }];
  });
  return {
    ...(trimmed.length > 0 ? { trimmed } : {}),
    ...(flagged.length > 0 ? { flagged } : {}),
  };
}

/** Long texts are quoted by their beginning: what matters is not to propose the same thing again. */
const longestQuote = 1500;

function rejectedText({ component, rejected }: PromptParts): string {
  const shown = rejected.flatMap((entry) => {
    const text = entry.texts[component];
    return text === undefined ? [] : [{ entry, text }];
  });
  if (shown.length === 0) return "";
  const parts = shown.map(({ entry, text }, i) => {
    const quote = text.length > longestQuote ? `${text.slice(0, longestQuote)} [...]` : text;
    return `## Attempt ${i + 1}: ${whyRejected(entry)}\n${withoutMarkers(quote)}`;
  });
  return `# Earlier attempts that were not kept\n\nDo not propose these again.\n\n${parts.join("\n\n")}`;
}

function whyRejected(entry: ProposalEntry): string {
  if (entry.before !== null && entry.after !== null) {
    return `scored ${round(entry.after)} where the instruction above scored ${round(entry.before)}`;
  }
  return entry.verdict === "unchanged" ? "the same as the instruction above" : "already tried";
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}
