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
  readonly outcome: ReflectionOutcome;
  /** A transport failure's reason, the copied words, the lost literal, tokens over the cap. */
  readonly detail?: string;
}

export type ReflectionOutcome =
  | "used"
  | "no-fence"
  | "several-blocks"
  | "truncated"
  | "thinking-only"
  | "empty"
  | "copied-rows"
  | "lost-literal"
  | "too-long"
  | "failed";
