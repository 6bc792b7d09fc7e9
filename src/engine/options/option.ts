import { type Kind, orNone, parts } from "./kinds.ts";

/** One option of the search, or a group of them: what it may be, and what each preset makes of it. */
interface Option<T> {
  readonly kind: Kind<T>;
  readonly studio: T;
  /** What gepa does; also what a spec meant that was written before the option existed. */
  readonly reference: T;
  /** Of a group, or of one that may be left out. */
  readonly members?: Options;
}

/** A group that is always there: its members may be changed one by one. */
interface Group<T> extends Option<T> {
  readonly members: Options;
}

type Options = Readonly<Record<string, Option<unknown>>>;
export type ValuesOf<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends Option<infer T> ? T : never;
};

export function option<T>(kind: Kind<T>, studio: NoInfer<T>, reference: NoInfer<T> = studio): Option<T> {
  return { kind, studio, reference };
}

export function group<O extends Options>(members: O): Group<ValuesOf<O>> {
  return {
    kind: kindOf(members),
    studio: presetValues(members, "studio"),
    reference: presetValues(members, "reference"),
    members,
  };
}

/** A group that both presets leave out. */
export function groupOrNone<O extends Options>(members: O): Option<ValuesOf<O> | null> {
  return { kind: orNone(kindOf(members)), studio: null, reference: null, members };
}

/** Some new values; of a group, some of its members. */
export type ChangesOf<O extends Options> = {
  readonly [Name in keyof O]?: O[Name] extends Group<infer T>
    ? Partial<T>
    : O[Name] extends Option<infer T>
      ? T
      : never;
};

export function presetValues<O extends Options>(options: O, preset: "studio" | "reference"): ValuesOf<O> {
  const values = Object.entries(options).map(([name, one]) => [name, one[preset]] as const);
  return Object.fromEntries(values) as ValuesOf<O>;
}

/** The same values with some changed. */
export function withChanges<O extends Options>(
  options: O,
  changes: ChangesOf<O>,
  values: ValuesOf<O>,
): ValuesOf<O> {
  const entries = Object.entries(changes).map(([name, value]) => {
    const { members, studio } = options[name]!;
    const isGroup = members !== undefined && studio !== null;
    return [name, isGroup ? { ...(values[name] as object), ...(value as object) } : value] as const;
  });
  return { ...values, ...Object.fromEntries(entries) };
}

/** The same values with those that are not there as they were before their option existed. */
export function completed<V extends object>(options: Options, values: V): V {
  const entries = Object.entries(options).flatMap(([name, { reference, members }]) => {
    const value: unknown = (values as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) return [[name, reference] as const];
    if (members === undefined || typeof value !== "object" || value === null) return [];
    const whole = completed(members, value);
    return whole === value ? [] : [[name, whole] as const];
  });
  return entries.length === 0 ? values : { ...values, ...Object.fromEntries(entries) };
}

function kindOf<O extends Options>(members: O): Kind<ValuesOf<O>> {
  const kinds = Object.entries(members).map(([name, { kind }]) => [name, kind] as const);
  const { problems } = parts(Object.fromEntries(kinds));
  return { problems };
}
