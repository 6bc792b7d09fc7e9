import { numberOption } from "../read-options.ts";
import { paragraphsOf, wordsOf } from "../text-forms.ts";
import { countParameter, textParameter, type Constraint } from "./constraint.ts";
import { count, plural, text as textOf } from "./read-parameters.ts";

function simple(name: string, demand: string, problem: (text: string) => string | undefined): Constraint {
  return { name, parameters: [], says: () => demand, verify: (text) => problem(text) };
}

/** Demands on the outer form of an answer. */
export const formConstraints: readonly Constraint[] = [
  simple("all-lower-case", "Write in lower case only.", (text) => {
    const capital = /\p{Lu}/u.exec(text)?.[0];
    return capital === undefined ? undefined : `It has capital letters ("${capital}"); lower case is wanted.`;
  }),
  simple("all-capitals", "Write in capital letters only.", (text) => {
    const small = /\p{Ll}/u.exec(text)?.[0];
    return small === undefined ? undefined : `It has small letters ("${small}"); capital letters are wanted.`;
  }),
  simple("no-commas", "Use no commas.", (text) =>
    text.includes(",") ? `It has ${plural(text.split(",").length - 1, "comma")}; none is wanted.` : undefined,
  ),
  simple("no-exclamation-marks", "Use no exclamation marks.", (text) =>
    text.includes("!") ? "It has an exclamation mark; none is wanted." : undefined,
  ),
  simple("no-questions", "Ask no questions.", (text) =>
    /[?？]/.test(text) ? "It asks a question; none is wanted." : undefined,
  ),
  simple("no-digits", "Write numbers as words.", (text) => {
    const digit = /\d+/.exec(text)?.[0];
    return digit === undefined ? undefined : `It has the digits "${digit}"; numbers should be words.`;
  }),
  simple("no-emoji", "Use no emoji.", (text) =>
    /\p{Extended_Pictographic}/u.test(text) ? "It has an emoji; none is wanted." : undefined,
  ),
  simple("no-markdown", "Use no Markdown.", (text) =>
    /^#{1,6}\s|\*\*[^*]+\*\*|^\s*[-*]\s+\S|```|\[[^\]]+\]\([^)]+\)/m.test(text)
      ? "It uses Markdown; plain text is wanted."
      : undefined,
  ),
  simple("in-quotation-marks", "Put the whole answer in quotation marks.", (text) =>
    /^["“][\s\S]*["”]$/.test(text.trim()) ? undefined : "It is not wrapped in quotation marks.",
  ),
  simple("has-title", "Give it a title in double angle brackets, such as <<Title>>.", (text) =>
    /<<[^<>\n]+>>/.test(text) ? undefined : "It has no title in double angle brackets.",
  ),
  simple("has-postscript", "End with a postscript that begins with P.S.", (text) =>
    /\bp\.?\s?s\.?\b/i.test(text) ? undefined : "It has no postscript (P.S.).",
  ),
  simple("one-line", "Answer in one line.", (text) =>
    text.trim().includes("\n") ? "It has several lines; one is wanted." : undefined,
  ),
  simple("no-repeated-sentence", "Say nothing twice.", (text) => {
    const sentences = text
      .split(/[.!?\n]+/)
      .map((sentence) => sentence.trim().toLowerCase())
      .filter((sentence) => sentence.length > 10);
    const twice = sentences.find((sentence, index) => sentences.indexOf(sentence) !== index);
    return twice === undefined ? undefined : `It says "${twice.slice(0, 60)}" more than once.`;
  }),
  simple("ends-with-punctuation", "End with a full stop, exclamation or question mark.", (text) =>
    /[.!?。！？]["'”’)]*$/.test(text.trim())
      ? undefined
      : "It does not end with a full stop, exclamation or question mark.",
  ),
  {
    name: "longest-sentence",
    parameters: [countParameter],
    says: (parameters) => `Use no sentence of more than ${plural(count(parameters), "word")}.`,
    verify(text, parameters) {
      const longest = Math.max(0, ...text.split(/[.!?\n]+/).map((sentence) => wordsOf(sentence).length));
      return longest > count(parameters)
        ? `Its longest sentence has ${plural(longest, "word")}; at most ${count(parameters)} are wanted.`
        : undefined;
    },
  },
  {
    name: "sections",
    parameters: [textParameter, countParameter],
    says: (parameters) =>
      `Write ${plural(count(parameters), "section")}, each begun with "${textOf(parameters) || "Section"}" and its number.`,
    verify(text, parameters) {
      const word = textOf(parameters) || "Section";
      const missing = Array.from({ length: count(parameters) }, (_, index) => `${word} ${index + 1}`).filter(
        (mark) => !text.includes(mark),
      );
      return missing.length > 0 ? `These section marks are missing: ${missing.join(", ")}.` : undefined;
    },
  },
  {
    name: "two-answers",
    parameters: [],
    says: () => "Give two different answers, separated by six asterisks: ******.",
    verify(text) {
      const parts = text.split("******").map((part) => part.trim());
      return parts.length === 2 && parts[0] !== "" && parts[1] !== "" && parts[0] !== parts[1]
        ? undefined
        : "There are not two different answers separated by ******.";
    },
  },
  {
    name: "paragraph-starts-with",
    parameters: [countParameter, textParameter],
    says: (parameters) => `Begin paragraph ${count(parameters)} with "${textOf(parameters)}".`,
    verify(text, parameters) {
      const paragraphs = paragraphsOf(text);
      const wanted = numberOption(parameters, "of");
      if (wanted !== undefined && paragraphs.length !== wanted)
        return `It has ${plural(paragraphs.length, "paragraph")}; ${wanted} are wanted.`;
      const paragraph = paragraphs[count(parameters) - 1];
      if (paragraph === undefined) return `There is no paragraph ${count(parameters)}.`;
      return paragraph.trim().toLowerCase().startsWith(textOf(parameters).toLowerCase())
        ? undefined
        : `Paragraph ${count(parameters)} does not begin with "${textOf(parameters)}".`;
    },
  },
];
