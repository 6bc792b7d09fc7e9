import { type Component, lazy } from "solid-js";

/** A component that is loaded when it is first shown, by the name its module gives it. */
export function lazyPart<Name extends string, Props extends Record<string, unknown>>(
  load: () => Promise<Readonly<Record<Name, Component<Props>>>>,
  name: Name,
): Component<Props> & { readonly preload: () => unknown } {
  return lazy(async () => ({ default: (await load())[name] }));
}
