import type { Draft } from "./draft.ts";

/** Where rows come from: one's own, the studio's own task, a kept one, or an example. */
export type RowSource = Draft["task"] | "gallery";

/** What can be chosen; a kept task of one's own where it is the one at hand. */
export function rowSources({
  savedTaskId,
  gallery,
  name,
  task,
}: Draft): readonly { readonly value: RowSource; readonly label: string }[] {
  const isOwnTask = savedTaskId !== undefined && gallery === undefined;
  return [
    { value: "rows", label: "My own rows" },
    { value: "routing", label: "Support routing" },
    { value: "gallery", label: "An example" },
    ...(isOwnTask ? [{ value: "saved" as const, label: task === "saved" ? name : "A kept task" }] : []),
  ];
}

/** Examples whose texts are judged themselves: what is improved is no prompt. */
const texts: ReadonlySet<string> = new Set(["packing", "circles", "pattern", "svg"]);

/** What the first text is called, and what is said of it. */
export function promptWords({ task, gallery, laterTexts }: Draft): {
  readonly label: string;
  readonly hint: string;
  readonly isCode: boolean;
} {
  const isText = task === "saved" && texts.has(gallery ?? "");
  const later = task === "saved" ? Object.keys(laterTexts).length : 0;
  const label = isText ? "The text to start from" : "The prompt you have now";
  return {
    label: later > 0 ? `The prompt you have now, 1 of ${later + 1}` : label,
    hint: isText
      ? "It is judged itself, in the sandbox; no Student is asked."
      : "One vague sentence is enough. The message is added below it.",
    isCode: isText,
  };
}
