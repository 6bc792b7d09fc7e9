import { isEndpoint } from "../../models/model-choice.ts";
import { isLoopback } from "../../shared/local-address.ts";
import { formFaults, hasFieldsOf, isLabel, type TriedAnswer } from "../../tasks/preflight/form-faults.ts";
import { plural } from "../../views/words/numbers.ts";
import type { Draft } from "../draft/draft.ts";
import { type AnswerForm, formOfDraft, namesForm, withFormNamed } from "../draft/name-form.ts";
import { obstacleOf } from "../draft/obstacle.ts";
import type { Mend } from "./mends.ts";
import type { TrialEnd } from "./try-rows.ts";

/**
 * Whether the first prompt is tried without being asked to: rows of one's own, read to their end, and a server on this
 * very machine to answer them. Where rows would leave the machine or a model would have to be loaded, a person asks.
 */
export function looksUnasked(draft: Draft): boolean {
  const { student, rows, task } = draft;
  if (task !== "rows" || rows?.survey === undefined || !isEndpoint(student)) return false;
  const { baseUrl } = student;
  const isHere = URL.canParse(baseUrl) && isLoopback(new URL(baseUrl).hostname);
  return isHere && obstacleOf(draft) === undefined;
}

/** So long a look that nobody asked for may take, in milliseconds. */
export const FIRST_LOOK_MS = 20_000;

/** What to say of a trial that did not come to its last row. */
export function unfinishedWords(end: TrialEnd, answered: number, rows: number): string | undefined {
  if (end === "all") return undefined;
  if (end === "stopped") return `Stopped after ${plural(answered, "row")}.`;
  const time = `${FIRST_LOOK_MS / 1000} seconds are over`;
  return answered === 0
    ? `${time} and no row is answered yet: this model is slow here. “Measure on ${rows} rows” waits as long as it takes.`
    : `${time}: ${answered} of ${rows} rows were tried, and what stands here rests on them.`;
}

/** What tried rows say of the form of the answers, and the one change that mends it. */
interface FormFinding {
  readonly words: string;
  readonly mend?: Mend;
}

/** Which row a trial is at, and what is done with it: "Row 3 of 20: Asking small". */
export function trialStage(
  at: { readonly row: number; readonly of: number } | undefined,
  progress: string | undefined,
  isStopped: boolean,
): string {
  if (isStopped) return "Stopping";
  if (at === undefined) return progress ?? "Getting ready";
  return `Row ${at.row} of ${at.of}: ${progress ?? "Judging the answer"}`;
}

/** How many of the wrong answers are wrong only in form, and what to do about it; undefined where rows tell no form. */
export function formFinding(draft: Draft, tried: readonly TriedAnswer[]): FormFinding | undefined {
  const form = formOfDraft(draft);
  if (form === undefined) return undefined;
  const { wrong, inForm, sample } = formFaults(tried, fits(form));
  if (wrong === 0) return undefined;
  const wrongs = `${plural(wrong, "answer")} wrong`;
  if (inForm === 0) return { words: `${wrongs}, none of them only in form.` };
  const such = sample === "" ? "an empty answer" : `“${sample ?? ""}”`;
  const is = form.kind === "labels" ? "is none of the labels" : "has not the fields of the right one";
  return {
    words: `${wrongs}, ${inForm === wrong ? "all" : inForm} only in form: ${such} ${is}.`,
    ...mendOf(draft, form),
  };
}

function fits(form: AnswerForm): (row: TriedAnswer) => boolean {
  return form.kind === "labels" ? ({ output }) => isLabel(output, form.labels) : hasFieldsOf;
}

function mendOf(draft: Draft, form: AnswerForm): Pick<FormFinding, "mend"> {
  const what = form.kind === "labels" ? "labels" : "fields";
  const [only] = draft.program.modules;
  if (!namesForm(draft.seedPrompt, form))
    return { mend: { words: `Name the ${what} in the prompt`, change: withFormNamed(draft, form) } };
  if (form.kind === "json" || only === undefined || only.format === "label") return {};
  const modules = [{ ...only, format: "label" as const }];
  return { mend: { words: "Allow only the labels", change: { program: { ...draft.program, modules } } } };
}
