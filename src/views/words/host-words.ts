import { hostOf } from "../../models/host-of.ts";
import type { HostTrouble } from "../../models/host/host-gate.ts";
import { isEndpoint } from "../../models/model-choice.ts";
import type { RunRow } from "../../storage/rows.ts";

/** Whether a model of the run is asked at this host. */
export function asksAt(
  { student, reflection }: Pick<RunRow, "student" | "reflection">,
  origin: string,
): boolean {
  return [student, reflection].some(
    (choice) => isEndpoint(choice) && new URL(choice.baseUrl).origin === origin,
  );
}

const dayMs = 86_400_000;

/** The time of day; with the day where that is more than a day away. */
function clockTime(at: number, now = at): string {
  const time = { hour: "2-digit", minute: "2-digit" } as const;
  return at - now < dayMs / 2
    ? new Date(at).toLocaleTimeString(undefined, time)
    : new Date(at).toLocaleString(undefined, { weekday: "short", day: "numeric", month: "short", ...time });
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
