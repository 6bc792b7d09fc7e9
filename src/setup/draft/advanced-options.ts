import { defaultTemplate, missingPlaceholders } from "../../engine/index.ts";
import { choice, lines, number } from "./option-table.ts";
import { noneAtZero } from "./other-options.ts";

const advanced = "Advanced";

/** A letter without the prompt or without the rows could not be answered: what is missing is put at its end. */
function withBothPlaces(template: string): string {
  return [template, ...missingPlaceholders(template)].join("\n\n");
}

/** Doors that few open: what a run is fine without. */
export const advancedOptions = {
  otherSeeds: lines({
    group: advanced,
    title: "Other prompts to start from",
    sentence:
      "Each joins the first prompt in the pool and is judged on every judging row. A line of three dashes stands between two. In a program of several prompts each takes the place of the first.",
    rows: 4,
  }),
  componentSelector: choice({
    usual: "failing",
    group: advanced,
    title: "Which prompt of a program is rewritten",
    sentence:
      "Counts where a program has several. In turn, passing over those that had no part in a failing row; strictly in turn, as gepa does; or all of them at once, each with a Reflection request of its own.",
    choices: {
      failing: "In turn, where something failed",
      "round-robin": "Each in turn",
      all: "All at once",
    },
    // The preset's own way where nothing else is chosen.
    spec: (kind) => (kind === "failing" ? {} : { componentSelector: kind }),
  }),
  template: lines({
    group: advanced,
    title: "A letter of your own",
    sentence:
      "Empty takes the studio’s letters, of which there are several. In yours, <curr_param> is where the present prompt stands and <side_info> where the rows stand with what went wrong; what is missing is put at the end.",
    rows: 6,
    starts: defaultTemplate(null, null),
    when: { preset: "studio" },
    spec: (words) =>
      words.trim() === "" ? {} : { reflector: { templates: { "*": withBothPlaces(words.trim()) } } },
  }),
  stopCandidates: number({
    usual: 0,
    group: advanced,
    title: "Stop at so many candidates",
    sentence: "Prompts in the pool, the first one counted. 0 means no such end.",
    min: 0,
    max: 10_000,
    spec: (most) => ({ stop: { candidates: noneAtZero(most) } }),
  }),
  stopIterations: number({
    usual: 0,
    group: advanced,
    title: "Stop after so many iterations",
    sentence: "An iteration reads one minibatch and tries what comes of it. 0 means no such end.",
    min: 0,
    max: 100_000,
    spec: (most) => ({ stop: { iterations: noneAtZero(most) } }),
  }),
  winnerRule: choice({
    usual: "highest-mean",
    group: advanced,
    title: "Who wins without a final",
    sentence:
      "The highest mean over the judging rows; or, as small differences there are mostly luck, the shortest of all prompts that come close to it.",
    choices: { "highest-mean": "The highest mean", "noise-band": "The shortest that comes close" },
    when: { preset: "studio", final: false },
  }),
  noiseBand: number({
    usual: 2,
    group: advanced,
    title: "How close, in judging rows",
    sentence: "A prompt that gets at most so many judging rows less right than the best counts as as good.",
    min: 0,
    max: 50,
    step: 0.5,
    when: { preset: "studio", final: false, winnerRule: "noise-band" },
    spec: (rows) => ({ winner: { kind: "noise-band", rows } }),
  }),
};

/** First prompts beside the task's own. */
export function seedsIn(text: string): readonly string[] {
  return text
    .split(/^\s*-{3,}\s*$/m)
    .map((one) => one.trim())
    .filter(Boolean);
}
