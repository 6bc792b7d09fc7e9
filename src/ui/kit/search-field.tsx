import type { JSX } from "solid-js";

/** Words to look for in a list; what is found follows as they are typed. */
export function SearchField(props: {
  readonly name: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
}): JSX.Element {
  return (
    <input
      type="search"
      aria-label={props.name}
      placeholder={props.placeholder}
      value={props.value}
      onInput={(event) => props.onInput(event.currentTarget.value)}
    />
  );
}
