import { isSameAnswer, newestMarks } from "../marks.ts";
import type { RowMark } from "../task-spec.ts";
import type { Metric } from "./metric.ts";
import { expectedOption, expectedText } from "./read-options.ts";
import { quoted, verdict } from "./verdict.ts";

/** Marks a person gave to outputs of this row, whatever its case and last full stop. */
export const human: Metric = {
  kind: "human",
  title: "Human marks",
  explanation:
    "Your good and bad marks on answers to this row score it; answers nobody marked are compared with the good ones. Marks made during a run reach Reflection.",
  readsMarks: true,
  options: [
    expectedOption,
    {
      name: "marks",
      type: "hidden",
      meaning: "Marks by row id: [{ output, thumb: up or down, text }], beside those stored with the rows.",
    },
  ],
  judge({ example, output }, options) {
    const marks = newestMarks([...marksOf(options["marks"], example.id), ...(example.marks ?? [])]);
    const same = marks.find((mark) => mark.thumb !== undefined && isSameAnswer(mark.output, output));
    if (same !== undefined) {
      const said = same.text === undefined || same.text === "" ? "" : ` They said: ${same.text}`;
      return verdict(
        same.thumb === "up" ? 1 : 0,
        `A person marked this answer ${same.thumb === "up" ? "good" : "bad"}.${said}`,
      );
    }
    const good = [
      ...marks.flatMap((mark) => (mark.thumb === "up" && mark.output !== undefined ? [mark.output] : [])),
      expectedText(example, options) ?? "",
    ].filter((answer) => answer !== "");
    if (good.some((answer) => isSameAnswer(answer, output)))
      return verdict(1, "It is the answer people want.");
    const said = marks.flatMap((mark) => (mark.text === undefined || mark.text === "" ? [] : [mark.text]));
    const remarks = said.length > 0 ? ` Of other answers people said: ${said.slice(-3).join(" / ")}` : "";
    const [wanted] = good;
    return verdict(
      0,
      `Nobody has marked this answer.${wanted === undefined ? "" : ` Marked good: ${quoted(wanted)}.`}${remarks}`,
    );
  },
};

/** Marks that travel with the task's own options. */
function marksOf(value: unknown, exampleId: string): readonly RowMark[] {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, exampleId)) return [];
  const marks: unknown = (value as Record<string, unknown>)[exampleId];
  return Array.isArray(marks) ? marks.filter(isMark) : [];
}

function isMark(value: unknown): value is RowMark {
  if (value === null || typeof value !== "object") return false;
  const { output, thumb } = value as Partial<RowMark>;
  return typeof output === "string" && (thumb === "up" || thumb === "down");
}
