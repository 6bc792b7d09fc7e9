import { hasWord } from "./edit-rules.ts";
import { parseInstruction, type Part } from "./instruction.ts";
import { reminders, ruleWordings, type Edit, type Layout, type ReminderName } from "./vocabulary.ts";

/** What a proposer has to draw from: words of the rows it has seen and labels it has seen. */
interface EditMaterial {
  readonly words: readonly string[];
  readonly labels: readonly string[];
}

const layouts: readonly Layout[] = ["lines", "bullets", "paragraph"];

/** Every edit of the vocabulary that could be made to this text with this material. The order is fixed. */
export function enumerateEdits(text: string, { words, labels }: EditMaterial): Edit[] {
  const { parts } = parseInstruction(text);
  const ruled = [
    ...new Set(parts.flatMap((part) => (part.meaning.kind === "rule" ? part.meaning.words : []))),
  ];
  const fresh = words.filter((word) => !ruled.includes(word));
  const adds = fresh.flatMap((word) => labels.map((label): Edit => ({ kind: "add-rule", word, label })));
  const fixes = ruled.flatMap((word) => editsOfRule(parts, word, labels));
  return [...adds, ...fixes, ...editsOfDefault(parts, labels), ...editsOfTheRest(parts, labels)];
}

function editsOfRule(parts: readonly Part[], word: string, labels: readonly string[]): Edit[] {
  const said = [
    ...new Set(
      parts.flatMap((part) =>
        part.meaning.kind === "rule" && hasWord(part, word) ? [part.meaning.label] : [],
      ),
    ),
  ];
  const others = labels.filter((label) => !said.includes(label));
  const settle =
    said.length > 1 ? said.map((label): Edit => ({ kind: "settle-contradiction", word, label })) : [];
  return [
    ...others.map((label): Edit => ({ kind: "relabel-rule", word, label })),
    ...settle,
    { kind: "remove-rule", word },
    { kind: "rule-first", word },
    ...ruleWordings.map((_, wording): Edit => ({ kind: "reword-rule", word, wording })),
  ];
}

function editsOfDefault(parts: readonly Part[], labels: readonly string[]): Edit[] {
  const current = parts.find((part) => part.meaning.kind === "default")?.meaning;
  if (current?.kind !== "default") return labels.map((label): Edit => ({ kind: "add-default", label }));
  const others = labels.filter((label) => label !== current.label);
  return [...others.map((label): Edit => ({ kind: "relabel-default", label })), { kind: "default-last" }];
}

function editsOfTheRest(parts: readonly Part[], labels: readonly string[]): Edit[] {
  const has = (kind: Part["meaning"]["kind"]) => parts.some((part) => part.meaning.kind === kind);
  const sentences = parts.filter(({ meaning }) => meaning.kind === "other" || meaning.kind === "answer-only");
  return [
    ...(labels.length > 0 ? [{ kind: "list-labels", labels } satisfies Edit] : []),
    ...(has("labels") ? [{ kind: "drop-label-list" } satisfies Edit] : []),
    ...(has("answer-only") ? [] : [{ kind: "answer-only" } satisfies Edit]),
    ...sentences.map(({ text }): Edit => ({ kind: "drop-sentence", sentence: text })),
    ...(has("rule") ? layouts.map((layout): Edit => ({ kind: "layout", layout })) : []),
    ...(Object.keys(reminders) as ReminderName[])
      .filter((reminder) => !parts.some((part) => part.text === reminders[reminder].says))
      .map((reminder): Edit => ({ kind: "add-reminder", reminder })),
  ];
}
