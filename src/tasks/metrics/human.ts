import type { Metric } from "./metric.ts";
import { expectedOption, expectedText } from "./read-options.ts";
import { normalised } from "./text-forms.ts";
import { quoted, verdict } from "./verdict.ts";

/** Marks a person gave to outputs of this row, by the output's normalised text. */
export const human: Metric = {
  kind: "human",
  title: "Human marks",
  explanation:
    "What people said of this very answer to this row counts; answers nobody has marked are compared with those marked good.",
  options: [
    expectedOption,
    {
      name: "marks",
      type: "json",
      meaning: "Marks by row id: [{ output, thumb: up or down, text }], collected from the rows.",
    },
  ],
  judge({ example, output }, options) {
    const marks = marksOf(options["marks"], example.id);
    const same = marks.findLast((mark) => normalised(mark.output) === normalised(output));
    if (same !== undefined) {
      const said = same.text === undefined || same.text === "" ? "" : ` They said: ${same.text}`;
      return verdict(
        same.thumb === "up" ? 1 : 0,
        `A person marked this answer ${same.thumb === "up" ? "good" : "bad"}.${said}`,
      );
    }
    const good = [
      ...marks.filter((mark) => mark.thumb === "up").map((mark) => mark.output),
      expectedText(example, options) ?? "",
    ];
    if (good.some((answer) => answer !== "" && normalised(answer) === normalised(output)))
      return verdict(1, "It is the answer people want.");
    const said = marks.flatMap((mark) => (mark.text === undefined || mark.text === "" ? [] : [mark.text]));
    const remarks = said.length > 0 ? ` Of other answers people said: ${said.slice(-3).join(" / ")}` : "";
    const wanted = good.find((answer) => answer !== "");
    return verdict(
      0,
      `Nobody has marked this answer.${wanted === undefined ? "" : ` Marked good: ${quoted(wanted)}.`}${remarks}`,
    );
  },
};

interface Mark {
  readonly output: string;
  readonly thumb: "up" | "down";
  readonly text?: string;
}

function marksOf(value: unknown, exampleId: string): readonly Mark[] {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, exampleId)) return [];
  const marks: unknown = (value as Record<string, unknown>)[exampleId];
  return Array.isArray(marks) ? marks.filter(isMark) : [];
}

function isMark(value: unknown): value is Mark {
  if (value === null || typeof value !== "object") return false;
  const { output, thumb } = value as Partial<Mark>;
  return typeof output === "string" && (thumb === "up" || thumb === "down");
}
