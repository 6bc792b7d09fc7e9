import { type Component, type JSX, lazy } from "solid-js";

type PropsOf<Part> = Part extends (props: infer Props extends Record<string, unknown>) => JSX.Element
  ? Props
  : never;

/** A component that is loaded when it is first shown, by the name its module gives it. */
export function lazyPart<Module, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
): Component<PropsOf<Module[Name]>> & { readonly preload: () => unknown } {
  return lazy(async () => ({ default: (await load())[name] as Component<PropsOf<Module[Name]>> }));
}
