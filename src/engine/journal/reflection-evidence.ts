/** One component of one task; says why a reply was not used, and what was cut from the prompt. */
export interface ReflectionEvidence {
  readonly task: number;
  readonly component: string;
  readonly attempts: readonly ReflectionAttempt[];
  /** Rows shown, in order (with ComBEE: all rows given to the groups). */
  readonly rows: readonly number[];
  readonly promptTokens: number;
  /** Characters cut per row to fit the context; absent when nothing was cut. */
  readonly trimmed?: readonly { readonly example: number; readonly characters: number }[];
  /** Rows whose text tries to instruct the reflector; shown as data all the same. */
  readonly flagged?: readonly { readonly example: number; readonly phrase: string }[];
}

export interface ReflectionAttempt {
  readonly callIndex: number;
  readonly purpose: "reflect" | "combee-group" | "combee-aggregate";
  /** Which letter was written; absent where there is only one. */
  readonly letter?: ReflectionLetter;
  readonly outcome: ReflectionOutcome;
  /** A transport failure's reason, the copied words, the lost literal, tokens over the cap. */
  readonly detail?: string;
}

/**
 * Forms of asking, from the most to the least a model has to be able to do: several hypotheses at once, the full letter,
 * a short and plain one, the causes first and then a text (`with-causes`), rules to add instead of a text (`edits`), a
 * line for each allowed answer (`answers`). `shorten` makes a text that is too long fit.
 */
export type ReflectionLetter =
  | "hypotheses"
  | "full"
  | "short"
  | "causes"
  | "with-causes"
  | "edits"
  | "answers"
  | "shorten";

export type ReflectionOutcome =
  | "used"
  /** The first of two steps was answered; the text comes with the next call. */
  | "causes-named"
  /** The text that was there already. */
  | "unchanged"
  /** A text proposed before. */
  | "already-seen"
  /** It names none or too few of the allowed answers, which the Student cannot know otherwise. */
  | "no-answers"
  | "no-edits"
  /** An edit names a passage that does not stand exactly once in the text. */
  | "no-match"
  | "no-fence"
  | "several-blocks"
  | "truncated"
  | "thinking-only"
  | "empty"
  | "copied-rows"
  | "lost-literal"
  | "too-long"
  | "failed";
