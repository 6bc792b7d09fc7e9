import { isEndpoint } from "../../models/model-choice.ts";
import { shutDownOf } from "../../models/prices.ts";
import type { Draft } from "../draft/draft.ts";

/** Sooner than this it concerns a run that is set up today, or the prompt it finds. */
const soonDays = 90;
const msPerDay = 86_400_000;

/** A sentence for each model of the run that its provider has shut down, or will shortly. */
export function modelEnds({ student, reflection }: Draft, now: number): readonly string[] {
  const ends = [student, reflection].flatMap((choice) => {
    const on = isEndpoint(choice) ? shutDownOf(choice) : undefined;
    if (!isEndpoint(choice) || on === undefined) return [];
    const day = Date.parse(`${on}T00:00:00Z`);
    const days = Math.ceil((day - now) / msPerDay);
    if (days > soonDays) return [];
    const date = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(day);
    return days <= 0
      ? [`${choice.model} was shut down by its provider on ${date}. Choose another model.`]
      : [
          `${choice.model} is shut down by its provider on ${date}: a run that still goes on or is paused then cannot be finished with it, and a prompt that is found for it needs another model from that day.`,
        ];
  });
  return [...new Set(ends)];
}
