import type { EngineSpec } from "../options/spec.ts";
import { limitsOf, type TextLimits, wordsOf } from "./limits.ts";
import type { PromptParts } from "./render-prompt.ts";
import { repeatsInputs, shortRecords } from "./short-records.ts";

/**
 * Letters a model of one or two billion parameters can answer. Such a model repeats whatever it read last in the
 * place where it is to write, and fills a fence or a tag with the old instruction: so the old instruction stands
 * after the examples, is called insufficient, and the answer has no wrapping (measured: bench/reflection).
 */
export function shortLetter(spec: EngineSpec, parts: PromptParts, causes: string | null): string {
  return joined(
    shown(spec, parts),
    causes === null ? null : `Why it failed:\n${causes}`,
    aboutTask(spec),
    oldInstruction(parts.currentText),
    ...request(spec, parts),
  );
}

/** The first of two steps: only the causes. */
export function causesLetter(spec: EngineSpec, parts: PromptParts): string {
  return joined(
    shown(spec, parts),
    aboutTask(spec),
    oldInstruction(parts.currentText),
    "For each example that went wrong, say in one short sentence why, and what the model would have to know to get it right. Write only these sentences. Do not write an instruction yet.",
  );
}

/**
 * Asks for rules to add instead of a whole text. The instruction they are added to is not shown: a small model that
 * sees it writes it down again.
 */
export function editsLetter(spec: EngineSpec, parts: PromptParts): string {
  const { answers } = limitsOf(spec, parts.component);
  return joined(
    shown(spec, parts),
    aboutTask(spec),
    answers.length === 0 ? null : `The allowed answers are: ${answers.join(", ")}.`,
    "Write one to four short rules that would have prevented these mistakes. Each rule is one line and tells the model what to do with any such input, or what its answer must look like. Write only the rules.",
  );
}

/**
 * Asks for a line about each allowed answer; the text they are put into is not shown. A small model that reads a seed
 * prompt of one line writes it down again whatever it is asked, and these lines it can write (measured: bench/reflection).
 */
export function answersLetter(spec: EngineSpec, parts: PromptParts): string {
  const { answers } = limitsOf(spec, parts.component);
  return joined(
    shown(spec, parts),
    aboutTask(spec),
    `For each of the allowed answers write one line that says when it is right, in general words, like this:\n${answers[0]}: …`,
    `The allowed answers are: ${answers.join(", ")}.`,
    `Write only these ${answers.length} lines.`,
  );
}

/** One call that makes a text fit that is good but too long. */
export function shortenLetter(spec: EngineSpec, parts: PromptParts, text: string): string {
  const { tokens, keep } = limitsOf(spec, parts.component);
  return joined(
    "This instruction for a language model is too long:",
    text,
    `Write it again in at most ${wordsOf(tokens ?? 0)} words. Keep every rule, name, number and format; leave out repetition and politeness.`,
    ...keep.map((literal) => `It must hold this exactly as it is: ${literal}`),
    "Write only the instruction.",
  );
}

function joined(...sections: readonly (string | null)[]): string {
  return sections.filter((section) => section !== null).join("\n\n");
}

/** What went right teaches a small model nothing and costs it reading. */
function shown({ perfectScore }: EngineSpec, { rows }: PromptParts): string {
  const wrong = rows.filter(({ score }) => score < (perfectScore ?? 1));
  return `A small language model failed on these examples.\n\n${shortRecords(wrong.length > 0 ? wrong : rows)}`;
}

function aboutTask({ reflector: { objective, background } }: EngineSpec): string | null {
  const lines = [
    ...(objective === null ? [] : [`What it is for: ${objective.trim()}`]),
    ...(background === null ? [] : [`What is known about the task: ${background.trim()}`]),
  ];
  return lines.length === 0 ? null : lines.join("\n");
}

function oldInstruction(text: string): string {
  const isLine = text.length <= 200 && !text.includes("\n");
  return isLine
    ? `It had been given only this instruction: "${text}" That was not enough.`
    : `It had been given this instruction:\n\n${text}\n\nThat was not enough.`;
}

function request(spec: EngineSpec, { component, rows }: PromptParts): readonly string[] {
  const limits = limitsOf(spec, component);
  if (repeatsInputs(rows) && limits.answers.length === 0)
    return [
      `Write a much better instruction for it. The model sees only your instruction and one new input, on another topic and with other demands. So write, in general words:\n${listed(
        [
          "what it has to do with any such input",
          "how to avoid each kind of mistake that the feedback shows",
          "what the answer must look like",
          ...limitPoints(limits),
        ],
      )}`,
      "Write only the instruction. Do not mention anything from these examples.",
    ];
  return [
    `Write a much better instruction for it. The model sees only your instruction and one input, so write everything it must know:\n${listed(
      [
        "what the task is",
        limits.answers.length === 0
          ? "every rule that the feedback shows"
          : `every allowed answer (${limits.answers.join(", ")}) and when each is right`,
        "exactly what the answer must look like",
        ...limitPoints(limits),
      ],
    )}`,
    "Write only the instruction.",
  ];
}

function limitPoints({ keep, tokens }: TextLimits): readonly string[] {
  return [
    ...keep.map((literal) => `this, exactly as it is: ${literal}`),
    ...(tokens === null ? [] : [`all in at most ${wordsOf(tokens)} words`]),
  ];
}

function listed(points: readonly string[]): string {
  return points.map((point) => `- ${point}`).join("\n");
}
