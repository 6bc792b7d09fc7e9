import { isObject } from "../../shared/json.ts";
import { problem, type SpecProblem } from "./spec-problem.ts";

/** What an option's value may be. Plain data may come from a file or an old version: everything is looked at. */
export interface Kind<T> {
  problems(value: unknown, at: Place): readonly SpecProblem[];
  /** For the compiler only: never there. */
  readonly type?: T;
}

/** Where a value stands. */
interface Place {
  /** Path of the field, as in the spec. */
  readonly field: string;
  /** The candidate's components, and "*" for all. */
  readonly components: ReadonlySet<string>;
}

type TypeOf<K> = K extends Kind<infer T> ? T : never;

export const yesOrNo: Kind<boolean> = choice(true, false);

export const text: Kind<string> = {
  problems: (value, { field }) =>
    typeof value === "string" ? [] : [problem("wrong-type", field, `${shown(value)} is no text`)],
};

export function choice<const Value extends string | boolean>(...known: readonly Value[]): Kind<Value> {
  return {
    problems: (value, { field }) => (known.some((one) => one === value) ? [] : unknown(field, value, known)),
  };
}

export function wholeNumber(least?: number): Kind<number> {
  return numberThat("a whole number", Number.isSafeInteger, least);
}

export function anyNumber(least?: number, most?: number): Kind<number> {
  return numberThat("a number", Number.isFinite, least, most);
}

function numberThat(
  form: string,
  isOne: (value: unknown) => boolean,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
): Kind<number> {
  const from = least === Number.NEGATIVE_INFINITY ? "" : ` of at least ${least}`;
  const upTo = most === Number.POSITIVE_INFINITY ? "" : ` and at most ${most}`;
  const message = (value: unknown) => `${shown(value)} cannot be used: choose ${form}${from}${upTo}`;
  return {
    problems: (value, { field }) =>
      isOne(value) && (value as number) >= least && (value as number) <= most
        ? []
        : [problem("out-of-range", field, message(value))],
  };
}

/** A value or null. */
export function orNone<T>(kind: Kind<T>): Kind<T | null> {
  return { problems: (value, at) => (value === null ? [] : kind.problems(value, at)) };
}

/** A value or this word. */
export function orWord<T, const Word extends string>(word: Word, kind: Kind<T>): Kind<T | Word> {
  return { problems: (value, at) => (value === word ? [] : kind.problems(value, at)) };
}

export function listOf<T>(kind: Kind<T>): Kind<readonly T[]> {
  return {
    problems: (value, at) =>
      Array.isArray(value)
        ? value.flatMap((one, i) => kind.problems(one, { ...at, field: `${at.field}.${i}` }))
        : [problem("wrong-type", at.field, `${shown(value)} is no list`)],
  };
}

type Parts = Readonly<Record<string, Kind<unknown>>>;
type PartsOf<P extends Parts> = { readonly [Name in keyof P]: TypeOf<P[Name]> };

export function parts<P extends Parts>(kinds: P): Kind<PartsOf<P>> {
  return {
    problems: (value, at) =>
      isObject(value)
        ? Object.entries(kinds).flatMap(([name, kind]) =>
            kind.problems(value[name], { ...at, field: `${at.field}.${name}` }),
          )
        : [problem("wrong-type", at.field, `${shown(value)} has no parts`)],
  };
}

type Variants = Readonly<Record<string, Parts>>;
type VariantOf<V extends Variants> = {
  [Name in keyof V]: {
    readonly [Part in "kind" | keyof V[Name]]: Part extends "kind" ? Name : TypeOf<V[Name][Part]>;
  };
}[keyof V];

/** One of several choices by its `kind`, each with parts of its own. */
export function oneOf<V extends Variants>(variants: V): Kind<VariantOf<V>> {
  return {
    problems: (value, at) => {
      const kind = isObject(value) ? value["kind"] : value;
      const found = typeof kind === "string" && Object.hasOwn(variants, kind) ? variants[kind] : undefined;
      return found === undefined
        ? unknown(at.field, kind, Object.keys(variants))
        : parts(found).problems(value, at);
    },
  };
}

/** By the name of a component, "*" for all; one for a component that does not exist would silently do nothing. */
export function byComponent<T>(kind: Kind<T>): Kind<Readonly<Record<string, T>>> {
  return {
    problems: (value, at) =>
      isObject(value)
        ? Object.entries(value).flatMap(([name, one]) => {
            const field = `${at.field}.${name}`;
            return at.components.has(name)
              ? kind.problems(one, { ...at, field })
              : [problem("unknown-component", field, `there is no component "${name}"`)];
          })
        : [problem("wrong-type", at.field, `${shown(value)} has no parts`)],
  };
}

function unknown(field: string, value: unknown, known: readonly unknown[]): readonly SpecProblem[] {
  return [
    problem("unknown-choice", field, `"${shown(value)}" is not known; choose one of ${known.join(", ")}`),
  ];
}

function shown(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
