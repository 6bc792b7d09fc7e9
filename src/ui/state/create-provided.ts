import { type ContextProviderComponent, createContext, useContext } from "solid-js";

/** What a part of the page is given by those around it: the provider, and the way to it, which fails where there is none. */
export function createProvided<T>(name: string): readonly [ContextProviderComponent<T | undefined>, () => T] {
  const context = createContext<T>();
  const use = (): T => {
    const found = useContext(context);
    if (found === undefined) throw new Error(`${name} is provided by nothing around this`);
    return found;
  };
  return [context.Provider, use];
}
