/** Words of the field that a page uses before anybody has explained them, each in a sentence or two. */
export const glossary = {
  candidate:
    "A prompt of this run; where a program has several prompts, all of them together. c0 is the one it started with, every later one is a rewrite.",
  "seed prompt": "The prompt the run starts with, c0. Every other is measured against it.",
  rollout: "One row answered and scored, with all the requests that takes.",
  minibatch:
    "A few rows to learn from, drawn anew for every rewrite. The Reflection model reads what went wrong on them.",
  gate: "A rewrite goes on only if it does better than its parent on the minibatch. Most fail here, where it costs little.",
  "Pareto rows":
    "The rows a prompt is judged by. Its score is the mean over them; it stays in play as long as it is best on at least one of them.",
  frontier:
    "The candidates that are best on at least one Pareto row. The next rewrite starts from one of them, so that nothing is lost that only one of them can do.",
  "sealed test":
    "Rows the search never sees. They are answered once, at the end, by the seed and the winner: the number to trust.",
  reflection:
    "A model reads rows, answers and what was wrong with them, says why, and writes the next prompt.",
  objective: "One thing an answer is scored for, where there are several: right, short, polite.",
} as const;

export type TermName = keyof typeof glossary;
