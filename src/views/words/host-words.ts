import { hostOf } from "../../models/host-of.ts";
import type { HostTrouble } from "../../models/host/host-gate.ts";
import type { RunRow } from "../../storage/rows.ts";

/** Whether a model of the run is asked at this host. */
export function asksAt(
  { student, reflection }: Pick<RunRow, "student" | "reflection">,
  origin: string,
): boolean {
  return [student, reflection].some(
    (choice) => choice.kind === "remote" && new URL(choice.baseUrl).origin === origin,
  );
}

const clockTime = (at: number): string =>
  new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });

/** What is wrong with a host, since when, and when it is asked again. `now` is ms since 1970. */
export function hostTroubleWords({ origin, kind, since, again }: HostTrouble, now: number): string {
  const seconds = Math.max(0, Math.round((again - now) / 1000));
  const when =
    seconds === 0
      ? "it is asked again now"
      : seconds < 90
        ? `asking again in ${seconds} s`
        : `asking again at ${clockTime(again)}`;
  return kind === "silent"
    ? `${hostOf(origin)} stopped answering at ${clockTime(since)}; ${when}. Nothing is lost.`
    : `${hostOf(origin)} asks for a pause; ${when}.`;
}

/** Until when a host asked to be left alone, as the end of a sentence. */
export function untilWords(until: number, now: number): string {
  return until <= now ? "That time is over." : `It asked to be left alone until ${clockTime(until)}.`;
}
