import type { EnginePorts } from "../engine/index.ts";

/** One published edit that could be made to a text: what it changes, in a line, and the text it gives. */
export interface PossibleEdit {
  readonly description: string;
  /** Edits with the same slot exclude each other: two labels for one word, two layouts. */
  readonly slot: string;
  apply(text: string): string;
}

type Texts = Readonly<Record<string, string>>;

/** A row as an optimizer that learns from labelled data may see it: what goes in and what should come out, by column. */
export interface LabelledRow {
  readonly inputs: Texts;
  readonly expected: Texts;
}

/** One call of the Student in the program, as far as an optimizer that writes prompts has to know it. */
export interface ProgramModule {
  readonly name: string;
  /** The component that is its instruction. */
  readonly component: string;
  /** The component its demonstrations stand in; undefined: it has no place for any. */
  readonly demosComponent?: string | undefined;
  /** Columns of a row, and answers of earlier modules, that its template names. */
  readonly reads: readonly string[];
  /** Its answer is the program's. */
  readonly isLast: boolean;
}

/**
 * What the rivals ask of the world beyond the engine's ports. All calls go through the same `evaluate` and
 * `reflect`, and are counted the same way.
 */
export interface RivalPorts extends EnginePorts {
  /** Every edit of the published vocabulary that fits this text, in a fixed order, from the words and labels of the feedback rows. */
  possibleEdits(text: string): readonly PossibleEdit[];
  /** Labelled feedback rows, by position. Costs nothing: the data is the user's. */
  readonly labelledRows: readonly LabelledRow[];
  /** In the order they are asked; none where the texts themselves are judged. */
  readonly modules: readonly ProgramModule[];
}
