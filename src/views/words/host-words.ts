import { hostOf } from "../../models/host-of.ts";
import type { HostTrouble } from "../../models/host/host-gate.ts";
import { isEndpoint } from "../../models/model-choice.ts";
import type { RunRow } from "../../storage/rows.ts";
import type { RunNewsView } from "../run/run-news.ts";
import { formatComing, formatMinute } from "./times.ts";

/** Whether a model of the run is asked at this host. */
export function asksAt(
  { student, reflection }: Pick<RunRow, "student" | "reflection">,
  origin: string,
): boolean {
  return [student, reflection].some(
    (choice) => isEndpoint(choice) && new URL(choice.baseUrl).origin === origin,
  );
}

/** What keeps a running run: a model is loading, or a host does not answer. */
export function loadingWords(
  run: RunRow,
  hosts: readonly HostTrouble[],
  news: RunNewsView,
): string | undefined {
  if (run.status !== "running") return undefined;
  const silent = hosts.find(({ origin, kind }) => kind === "silent" && asksAt(run, origin));
  return silent === undefined ? news.loading?.text : `Waits for ${hostOf(silent.origin)} to answer again`;
}

const dayMs = 86_400_000;

/** The time of day; with the day where that is more than a day away. */
function clockTime(at: number, now = at): string {
  return at - now < dayMs / 2 ? formatMinute(at) : formatComing(at);
}

/** What is wrong with a host, since when, and when it is asked again. `now` is ms since 1970. */
export function hostTroubleWords({ origin, kind, since, again }: HostTrouble, now: number): string {
  const seconds = Math.max(0, Math.round((again - now) / 1000));
  const when =
    seconds === 0
      ? "it is asked again now"
      : seconds < 90
        ? `asking again in ${seconds} s`
        : `asking again at ${clockTime(again, now)}`;
  return kind === "silent"
    ? `${hostOf(origin)} stopped answering at ${clockTime(since)}; ${when}. Nothing is lost.`
    : `${hostOf(origin)} asks for a pause; ${when}.`;
}

/** Until when a run rests that then goes on by itself. */
export function untilWords(until: number, now: number): string {
  return until <= now
    ? "It goes on by itself in a moment."
    : `It waits until ${clockTime(until, now)} and goes on by itself while the studio is open; Go on asks at once.`;
}
