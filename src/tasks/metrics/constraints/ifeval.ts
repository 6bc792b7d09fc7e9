import { listOption, numberOption, textOption } from "../read-options.ts";
import type { ConstraintParameters } from "./constraint.ts";
import { knownLanguages } from "./language.ts";

type Arguments = Readonly<Record<string, unknown>>;
type Reading = (given: Arguments) => ConstraintParameters | string;

/** IFEval counts "at least" and "less than". */
function counted(noun: string, given: Arguments, amount: string, relation: string): ConstraintParameters {
  const count = numberOption(given, amount) ?? 1;
  return textOption(given, relation) === "less than"
    ? { name: `at-most-${noun}`, count: count - 1 }
    : { name: `at-least-${noun}`, count };
}

/** IFEval's instructions (arXiv 2311.07911, instructions_registry.py) in constraints of ours. */
const instructions: Readonly<Record<string, Reading>> = {
  "keywords:existence": (given) => ({ name: "contains-all", words: listOption(given, "keywords") }),
  "keywords:frequency": (given) => ({
    name: "text-frequency",
    text: textOption(given, "keyword") ?? "",
    count: numberOption(given, "frequency") ?? 1,
    isBelow: textOption(given, "relation") === "less than",
  }),
  "keywords:forbidden_words": (given) => ({
    name: "avoids-words",
    words: listOption(given, "forbidden_words"),
  }),
  "keywords:letter_frequency": (given) => ({
    name: "text-frequency",
    text: textOption(given, "letter") ?? "",
    count: numberOption(given, "let_frequency") ?? 1,
    isBelow: textOption(given, "let_relation") === "less than",
  }),
  "language:response_language": (given) => {
    const language = textOption(given, "language") ?? "";
    return knownLanguages.has(language)
      ? { name: "in-language", text: language }
      : `answers in the language "${language}" cannot be told here`;
  },
  "length_constraints:number_sentences": (given) => counted("sentences", given, "num_sentences", "relation"),
  "length_constraints:number_paragraphs": (given) => ({
    name: "starred-paragraphs",
    count: numberOption(given, "num_paragraphs") ?? 1,
  }),
  "length_constraints:number_words": (given) => counted("words", given, "num_words", "relation"),
  "length_constraints:nth_paragraph_first_word": (given) => ({
    name: "paragraph-starts-with",
    count: numberOption(given, "nth_paragraph") ?? 1,
    of: numberOption(given, "num_paragraphs"),
    text: textOption(given, "first_word") ?? "",
  }),
  "detectable_content:number_placeholders": (given) => ({
    name: "at-least-placeholder-in-square-bracketss",
    count: numberOption(given, "num_placeholders") ?? 1,
  }),
  "detectable_content:postscript": (given) => ({
    name: "contains-any",
    words: [textOption(given, "postscript_marker") ?? "P.S."],
  }),
  "detectable_format:number_bullet_lists": (given) => ({
    name: "starred-bullets",
    count: numberOption(given, "num_bullets") ?? 1,
  }),
  "detectable_format:constrained_response": () => ({
    name: "contains-one-of",
    words: ["My answer is yes.", "My answer is no.", "My answer is maybe."],
  }),
  "detectable_format:number_highlighted_sections": (given) => ({
    name: "at-least-highlighted-parts",
    count: numberOption(given, "num_highlights") ?? 1,
  }),
  "detectable_format:multiple_sections": (given) => ({
    name: "sections",
    text: textOption(given, "section_spliter") ?? "Section",
    count: numberOption(given, "num_sections") ?? 1,
  }),
  "detectable_format:json_format": () => ({ name: "json-only" }),
  "detectable_format:title": () => ({ name: "has-title" }),
  "combination:two_responses": () => ({ name: "two-answers" }),
  "combination:repeat_prompt": (given) => ({
    name: "begins-with-text",
    text: textOption(given, "prompt_to_repeat") ?? "",
  }),
  "startend:end_checker": (given) => ({ name: "ends-with", text: textOption(given, "end_phrase") ?? "" }),
  "startend:quotation": () => ({ name: "in-quotation-marks" }),
  "change_case:capital_word_frequency": (given) =>
    counted("capital-words", given, "capital_frequency", "capital_relation"),
  "change_case:english_capital": () => ({ name: "all-capitals" }),
  "change_case:english_lowercase": () => ({ name: "all-lower-case" }),
  "punctuation:no_comma": () => ({ name: "no-commas" }),
};

/** Whether a name is one of IFEval's kind: a group and an instruction. */
export function isInstruction(name: string): boolean {
  return /^[a-z_]+:[a-z_]+$/.test(name);
}

/** The constraint an instruction of IFEval asks for; a sentence's part where it cannot be checked here. */
export function readInstruction(name: string, given: unknown): ConstraintParameters | string {
  const read = Object.hasOwn(instructions, name) ? instructions[name] : undefined;
  if (read === undefined) return `there is no constraint called "${name}"`;
  return read(given !== null && typeof given === "object" ? (given as Arguments) : {});
}
