import type {
  ReflectionAttempt,
  ReflectionLetter,
  ReflectionOutcome,
} from "../journal/reflection-evidence.ts";
import type { EngineSpec } from "../options/spec.ts";
import type { ReflectionAnswer } from "../ports.ts";
import { namesMost, withAnswerLines } from "./allowed-answers.ts";
import { applyEdits } from "./apply-edits.ts";
import { checkText } from "./check-text.ts";
import { type Extracted, extractText, withoutThinking } from "./extract-text.ts";
import { type Hypothesis, readHypotheses } from "./hypotheses.ts";
import type { Ladder } from "./ladder.ts";
import { limitsOf } from "./limits.ts";
import type { PromptParts } from "./render-prompt.ts";

/** What became of an answer. */
export interface JudgedReply {
  readonly attempt: Pick<ReflectionAttempt, "outcome" | "detail">;
  /** The instruction, or the causes, that it held; null where nothing could be taken from it. */
  readonly text: string | null;
  /** Where several were asked for: those worth trying, the first of them again as `text`. */
  readonly hypotheses?: readonly Hypothesis[];
}

type Answered = Extract<ReflectionAnswer, { readonly kind: "answered" }>;

interface Judged extends PromptParts {
  readonly ladder: Ladder;
  readonly isKnown: (text: string) => boolean;
}

const longestCauses = 1200;

export function judgeReply(
  spec: EngineSpec,
  job: Judged,
  letter: ReflectionLetter,
  answer: ReflectionAnswer,
): JudgedReply {
  if (letter === "causes") return judgeCauses(answer);
  if (letter === "hypotheses" && answer.kind === "answered") return judgeHypotheses(spec, job, answer);
  const extracted = extractedFrom(spec, job, letter, answer);
  if (!extracted.ok) return refused(extracted.outcome, extracted.detail, null);
  return judgeText(spec, job, extracted.text);
}

function extractedFrom(
  spec: EngineSpec,
  job: Judged,
  letter: ReflectionLetter,
  answer: ReflectionAnswer,
): Extracted {
  if (letter === "edits") return editedText(spec, job, answer);
  return letter === "answers" && answer.kind === "answered"
    ? textWithAnswers(spec, job, answer)
    : extractText(answer, spec.reflector.extraction);
}

/** Lines about the answers, put into the text. */
function textWithAnswers(spec: EngineSpec, { component, currentText }: Judged, answer: Answered): Extracted {
  const reply = withoutThinking(answer.text).trim();
  if (reply === "") return { ok: false, outcome: answer.text.trim() === "" ? "empty" : "thinking-only" };
  const text = withAnswerLines(currentText, limitsOf(spec, component).answers, reply);
  return text === null ? { ok: false, outcome: "no-answers" } : { ok: true, text };
}

function judgeText(spec: EngineSpec, job: Judged, text: string): JudgedReply {
  const problem = checkText(spec.guards, job.component, text, job.currentText, job.rows);
  if (problem !== null) return refused(problem.outcome, problem.detail, text);
  const stale = job.ladder.length === 0 ? null : whatIsOld(spec, job, text);
  return stale === null ? { text, attempt: { outcome: "used" } } : refused(stale, undefined, text);
}

/** Each hypothesis is looked at by itself; the first one's fault is named when none can be tried. */
function judgeHypotheses(spec: EngineSpec, job: Judged, answer: Answered): JudgedReply {
  const reply = withoutThinking(answer.text).trim();
  if (reply === "") return refused(answer.text.trim() === "" ? "empty" : "thinking-only", undefined, null);
  const judged = readHypotheses(job.currentText, reply)
    .slice(0, spec.reflector.hypotheses)
    .map((one) => ({ one, judged: judgeText(spec, job, one.text) }));
  const hypotheses = judged.filter((each) => each.judged.attempt.outcome === "used").map((each) => each.one);
  const [first] = hypotheses;
  if (first !== undefined) return { text: first.text, hypotheses, attempt: { outcome: "used" } };
  return (
    judged[0]?.judged ?? refused(answer.finishReason === "length" ? "truncated" : "no-edits", undefined, null)
  );
}

function judgeCauses(answer: ReflectionAnswer): JudgedReply {
  if (answer.kind === "failed") return refused("failed", answer.reason, null);
  const text = withoutThinking(answer.text).trim().slice(0, longestCauses);
  if (text === "") return refused(answer.text.trim() === "" ? "empty" : "thinking-only", undefined, null);
  return { text, attempt: { outcome: "causes-named" } };
}

/** An answer to the letter for edits: the edits applied, or a whole text where the model wrote one. */
function editedText(spec: EngineSpec, { currentText }: Judged, answer: ReflectionAnswer): Extracted {
  if (answer.kind === "failed") return { ok: false, outcome: "failed", detail: answer.reason };
  if (answer.kind === "proposed") return { ok: true, text: answer.text };
  const whole = extractText(answer, spec.reflector.extraction);
  if (!whole.ok && whole.outcome !== "no-fence" && whole.outcome !== "several-blocks") return whole;
  const reply = withoutThinking(answer.text).trim();
  const edited = applyEdits(currentText, reply);
  if (edited.ok) return edited;
  const isWhole = whole.ok && whole.text.length >= currentText.length && !/^\s*REPLACE:/im.test(whole.text);
  if (isWhole) return whole;
  const { problem: outcome, detail } = edited;
  return detail === undefined ? { ok: false, outcome } : { ok: false, outcome, detail };
}

/** Why a good text is not worth trying: it is there already, or was proposed before, or leaves out what it was to name. */
function whatIsOld(spec: EngineSpec, job: Judged, text: string): ReflectionOutcome | null {
  const { guards } = spec;
  if (guards.dropUnchanged && words(text) === words(job.currentText)) return "unchanged";
  if (guards.dropSeen && job.isKnown(text)) return "already-seen";
  return namesMost(text, limitsOf(spec, job.component).answers) ? null : "no-answers";
}

/** Capitals, punctuation and line breaks make no new instruction. */
function words(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

function refused(outcome: ReflectionOutcome, detail: string | undefined, text: string | null): JudgedReply {
  return { text, attempt: detail === undefined ? { outcome } : { outcome, detail } };
}
