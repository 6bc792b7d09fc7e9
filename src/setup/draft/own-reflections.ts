import type { ModelChoice } from "../../models/model-choice.ts";

/** A Reflection that needs no model of one's own, in words. */
interface OwnReflection {
  readonly kind: Extract<ModelChoice["kind"], "coach" | "embedded-reflector" | "by-hand">;
  readonly note: string;
  /** Where or how fast, in a word or two. */
  readonly end: string;
}

/** Reflection without a model of one's own; `isRouting`: for the task the small networks were made for. */
export function ownReflections(isRouting: boolean): readonly OwnReflection[] {
  return [
    {
      kind: "coach",
      note: "A program, not a model: it edits by a published list. Only for label tasks.",
      end: "instant",
    },
    {
      kind: "embedded-reflector",
      note: isRouting
        ? "Came with the page: a toy-sized network that reads one record at a time and writes one rule."
        : "Came with the page, but a toy: it writes rules about words it knows. Only for label tasks, and not for your rows.",
      end: "in this tab",
    },
    {
      kind: "by-hand",
      note: "You carry each letter to any chat you trust and paste the answer. No key.",
      end: "you",
    },
  ];
}
