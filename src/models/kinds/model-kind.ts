import type { LocalOptions } from "../local/local-options.ts";
import type { GpuFound } from "../look-at-gpu.ts";
import type { LocalChoice, ModelChoice, Thinking } from "../model-choice.ts";
import type { StoredFields } from "./stored-shape.ts";

/** What is known of a kind of model before any is loaded. A fact that is left out does not hold. */
export interface ModelKind<Choice extends ModelChoice> {
  /** Two or three words: the one name a model has on every page, in reports and in what is stored of an answer. */
  readonly name: (choice: Choice) => string;
  /** The part of its name that may tell its size ("Qwen2.5-1.5B"). */
  readonly sizedName?: (choice: Choice) => string;
  /** It may think before it answers: how much, where nobody set it. */
  readonly thinks?: Thinking;
  /** As a Reflection it can do nothing but rewrite: it cannot judge, draft rows or answer a step of a program. */
  readonly rewritesOnly?: true;
  /** A small model, whatever it is called: it is asked in short and plain letters. */
  readonly isSmall?: true;
  /** Asked the same, it answers the same. */
  readonly repeatsItself?: true;
  /** Requests that may be under way at once where nobody set it; left out, one. */
  readonly callsAtOnce?: (choice: Choice) => number;
  /** Addresses its weights or its answers come from, other than the studio's own. */
  readonly addresses?: (choice: Choice) => readonly string[];
  /** What a stored choice must at least hold beside its kind. */
  readonly shape: StoredFields;
}

/** A model of the shelf as one engine would run it on this machine. */
export interface OfferedBuild {
  readonly choice: LocalChoice;
  /** Of the file, or of graphics memory. */
  readonly bytes: number;
  /** How the numbers of its file are stored ("Q4_K_M"). */
  readonly quantization?: string;
  /** It runs on the graphics card; with half-floats there, or without. */
  readonly onCard?: { readonly halfFloats: boolean };
}

/** A model at addresses as a person typed them. */
export interface TypedAddresses {
  readonly address: string;
  /** Of the compiled library, for engines that want one. */
  readonly library?: string;
}

/** An engine that runs models of one kind in this tab: its weights take so much memory that two may have to take turns. */
export interface LocalEngine<Choice extends LocalChoice, Entry> extends ModelKind<Choice> {
  /** What a person set for a model, in its choice. */
  readonly withOptions: (choice: Choice, options: LocalOptions) => Choice;
  /** Where a model that was added by name or address comes from, in a sentence; `base` is the studio's address. */
  readonly origin: (choice: Choice, base: string) => string;
  /** The choice for typed addresses; undefined where this engine wants others. */
  readonly at: (typed: TypedAddresses, label: string) => Choice | undefined;
  /** Whether an entry of the shelf's file can be loaded. */
  readonly isEntry: (value: unknown) => value is Entry;
  /** What of the shelf this machine could run; undefined where it could not. */
  readonly offer: (name: string, entry: Entry, gpu: GpuFound) => OfferedBuild | undefined;
  /** Runs on the processor unless it is told otherwise: threads are measured, and the graphics card may be chosen. */
  readonly onProcessor?: true;
  /** Caches of the browser that its package names itself: what of them is kept counts as weights. */
  readonly caches?: readonly string[];
  /** Reading once what prompts share has to be checked on each device, and may then be switched on. */
  readonly checksReuse?: true;
}
