import { hostOf } from "../../models/host-of.ts";
import { isEndpoint, type ModelChoice } from "../../models/model-choice.ts";
import { adviceOnSearchRows, adviceOnTestRows } from "../../tasks/preflight/row-advice.ts";
import { formatCount, formatDuration, plural } from "../../views/words/numbers.ts";
import { unitTitle } from "../../views/words/spent-words.ts";
import type { Draft } from "../draft/draft.ts";
import {
  budgetUnitOf,
  estimateSeconds,
  requestsPerRowOf,
  roomForRewrites,
  sizesOf,
  testRequestsOf,
} from "./estimate.ts";
import type { Pace } from "./pace.ts";

/** Hosts that would see rows. */
export function draftHosts({ student, reflection }: Draft): readonly string[] {
  const choices: readonly ModelChoice[] = [student, reflection];
  const hosts = choices.flatMap((choice) => (isEndpoint(choice) ? [hostOf(choice.baseUrl)] : []));
  return [...new Set(hosts)];
}

/** Beside the start: what leaves the machine. How long it takes stands in the budget, once. */
export function promiseWords(draft: Draft): string {
  const hosts = draftHosts(draft);
  if (draft.task === "rows" && draft.student.kind === "embedded")
    return "The embedded model is a toy and mostly fails on rows of your own: choose another Student.";
  if (hosts.length > 0) return `${hosts.join(" and ")} will see rows.`;
  return draft.reflection.kind === "by-hand"
    ? "Only the letters you carry leave this machine."
    : "Nothing leaves this machine.";
}

type Facts = readonly (readonly [term: string, text: string])[];

/** Own rows that are still to come: what they can show is anybody's guess. */
const isWithoutRows = ({ task, rows }: Draft): boolean => task === "rows" && rows === undefined;

/** What the search and its test take. */
export function effortFacts(draft: Draft, pace: Pace | undefined): Facts {
  const byHand = draft.reflection.kind === "by-hand" ? ", and yours for the letters" : "";
  const time =
    pace === undefined
      ? "not known before a trial"
      : `about ${formatDuration(estimateSeconds(draft, pace.msPerRow))} ${pace.words}${byHand}`;
  const test = isWithoutRows(draft) ? "more" : formatCount(testRequestsOf(draft));
  const requests = `at most ${formatCount(draft.requests)} to search, ${test} for the sealed test, and ${formatCount(draft.options.reflectionCalls)} to the Reflection model for its letters. ${rowWords(draft)}`;
  return [
    ["Time", time],
    [unitTitle(budgetUnitOf(draft)), requests],
  ];
}

/** Where a row takes more than one request. */
function rowWords(draft: Draft): string {
  const { student, reflection } = requestsPerRowOf(draft);
  if (student + reflection <= 1) return "";
  const others = reflection > 0 ? ` and ${plural(reflection, "request")} to the Reflection model` : "";
  return `A row takes up to ${plural(student, "request")} to the Student${others}: prompts, repeats and judges all count.`;
}

/** What comes of it: rewrites there is room for, what its rows can show, and who sees them. */
export function outcomeFacts(draft: Draft, hosts: readonly string[]): Facts {
  const { feedback, pareto, test } = sizesOf(draft);
  const nobody =
    draft.reflection.kind === "by-hand"
      ? "only the chat you carry letters to"
      : "nobody: nothing leaves this machine";
  const shown: Facts = isWithoutRows(draft)
    ? [["What it can show", "not known before there are rows"]]
    : [
        ["What the search can show", adviceOnSearchRows(feedback, pareto)],
        ["What the test can show", adviceOnTestRows(draft.options.finalTest ? test : 0)],
      ];
  return [
    ["Rewrites kept", `room for about ${formatCount(roomForRewrites(draft))}`],
    ...shown,
    ["Who sees rows", hosts.length === 0 ? nobody : hosts.join(", ")],
  ];
}

/** Said where the budget has room for hardly a rewrite. */
export function scarceWords(draft: Draft): string | undefined {
  const kept = roomForRewrites(draft);
  if (kept >= 3) return undefined;
  return `With ${plural(sizesOf(draft).pareto, "judging row")} this budget has room for about ${plural(kept, "kept rewrite")}. Fewer judging rows or more ${budgetUnitOf(draft)}s would help.`;
}

/** Asked before a run with models whose price is not known. */
export function unpricedQuestion(
  draft: Draft,
  models: readonly string[],
): Readonly<Record<"title" | "text" | "yes" | "no", string>> {
  const calls = `${plural(draft.requests, "request")} and ${plural(draft.options.reflectionCalls, "Reflection request")}`;
  return {
    title: "No price is known: no limit on money can hold",
    text: `What ${models.join(" and ")} costs is not known here. The run would end by its number of requests alone: ${calls}, and the sealed test. A price can be set on Models, under Prices; then the limit on money holds.`,
    yes: "Go on, limited by requests",
    no: "Not yet",
  };
}
