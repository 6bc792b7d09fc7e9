import { listOption, textOption } from "../read-options.ts";
import {
  caseParameter,
  countParameter,
  inCase,
  textParameter,
  wordsParameter,
  type Constraint,
} from "./constraint.ts";
import { count, occurrences, plural, text as textOf, words } from "./read-parameters.ts";

/** Demands on which words, letters and texts appear. */
export const wordingConstraints: readonly Constraint[] = [
  {
    name: "includes-words",
    parameters: [wordsParameter],
    says: (parameters) => `Use the words: ${words(parameters).join(", ")}.`,
    verify(text, parameters) {
      const missing = words(parameters).filter((word) => occurrences(text, word) === 0);
      return missing.length > 0 ? `These words are missing: ${missing.join(", ")}.` : undefined;
    },
  },
  {
    name: "avoids-words",
    parameters: [wordsParameter],
    says: (parameters) => `Do not use the words: ${words(parameters).join(", ")}.`,
    verify(text, parameters) {
      const found = words(parameters).filter((word) => occurrences(text, word) > 0);
      return found.length > 0 ? `These words are forbidden but used: ${found.join(", ")}.` : undefined;
    },
  },
  {
    name: "word-frequency",
    parameters: [textParameter, countParameter],
    says: (parameters) => `Use "${textOf(parameters)}" at least ${plural(count(parameters), "time")}.`,
    verify(text, parameters) {
      const found = occurrences(text, textOf(parameters));
      return found < count(parameters)
        ? `"${textOf(parameters)}" is used ${plural(found, "time")}; at least ${count(parameters)} are wanted.`
        : undefined;
    },
  },
  {
    name: "letter-frequency",
    parameters: [textParameter, countParameter],
    says: (parameters) =>
      `Use the letter "${textOf(parameters)}" at least ${plural(count(parameters), "time")}.`,
    verify(text, parameters) {
      const letter = textOf(parameters).toLowerCase();
      const found = letter === "" ? 0 : text.toLowerCase().split(letter).length - 1;
      return found < count(parameters)
        ? `The letter "${letter}" appears ${plural(found, "time")}; at least ${count(parameters)} are wanted.`
        : undefined;
    },
  },
  {
    name: "starts-with",
    parameters: [textParameter, caseParameter],
    says: (parameters) => `Begin with "${textOf(parameters)}".`,
    verify: (text, parameters) =>
      inCase(text.trim(), parameters).startsWith(inCase(textOf(parameters), parameters))
        ? undefined
        : `It begins with "${text.trim().slice(0, 40)}", not with "${textOf(parameters)}".`,
  },
  {
    name: "ends-with",
    parameters: [textParameter, caseParameter],
    says: (parameters) => `End with exactly "${textOf(parameters)}", and nothing after it.`,
    verify: (text, parameters) =>
      inCase(text.trim().replaceAll(/["']+$/g, ""), parameters).endsWith(
        inCase(textOf(parameters), parameters),
      )
        ? undefined
        : `It ends with "${text.trim().slice(-40)}", not with "${textOf(parameters)}".`,
  },
  {
    name: "contains-text",
    parameters: [textParameter],
    says: (parameters) => `Include this text letter by letter: "${textOf(parameters)}".`,
    verify: (text, parameters) =>
      text.includes(textOf(parameters)) ? undefined : `The text "${textOf(parameters)}" is not in it.`,
  },
  {
    name: "one-of",
    parameters: [wordsParameter],
    says: (parameters) => `Answer with one of: ${words(parameters).join(", ")}.`,
    verify: (text, parameters) =>
      words(parameters).some((option) => option.toLowerCase() === text.trim().toLowerCase())
        ? undefined
        : `The answer "${text.trim().slice(0, 60)}" is none of ${words(parameters).join(", ")}.`,
  },
  {
    name: "repeats-input",
    parameters: [
      { name: "column", type: "column", meaning: "Column whose text the answer must begin with." },
    ],
    says: (parameters) =>
      `First repeat the ${textOption(parameters, "column") ?? "input"} word for word, then answer.`,
    verify(text, parameters, example) {
      const column = textOption(parameters, "column");
      const wanted = (column === undefined ? Object.values(example.inputs)[0] : example.inputs[column]) ?? "";
      return text.trim().toLowerCase().startsWith(wanted.trim().toLowerCase())
        ? undefined
        : "It does not begin by repeating the input word for word.";
    },
  },
  {
    name: "distinct-first-words",
    parameters: [],
    says: () => "Begin every line with another word.",
    verify(text) {
      const firsts = text
        .split("\n")
        .map((line) => /[\p{L}\p{N}]+/u.exec(line)?.[0]?.toLowerCase())
        .filter((word) => word !== undefined);
      const twice = firsts.find((word, index) => firsts.indexOf(word) !== index);
      return twice === undefined ? undefined : `More than one line begins with "${twice}".`;
    },
  },
  {
    name: "mentions-in-order",
    parameters: [wordsParameter],
    says: (parameters) => `Mention in this order: ${words(parameters).join(", ")}.`,
    verify(text, parameters) {
      let from = 0;
      for (const word of listOption(parameters, "words")) {
        const at = text.toLowerCase().indexOf(word.toLowerCase(), from);
        if (at < 0) return `"${word}" is missing or comes too early.`;
        from = at + word.length;
      }
      return undefined;
    },
  },
];
