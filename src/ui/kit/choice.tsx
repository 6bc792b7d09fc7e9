import { type JSX, Show } from "solid-js";

/** One of several: a radio with a title, a sentence and a figure at the end. */
export function Choice(props: {
  /** Shared by the choices of one question. */
  readonly group: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly title: string;
  readonly note?: JSX.Element;
  readonly end?: JSX.Element;
  readonly disabled?: boolean;
}): JSX.Element {
  return (
    <label class="choice">
      <input
        type="radio"
        name={props.group}
        checked={props.checked}
        disabled={props.disabled === true}
        onChange={() => props.onChoose()}
      />
      <span>
        <b>{props.title}</b>
        <Show when={props.note}>{(note) => <span class="small soft">{note()}</span>}</Show>
      </span>
      <Show when={props.end}>{(end) => <span class="end">{end()}</span>}</Show>
    </label>
  );
}

/** A yes or no with its sentence. */
export function Check(props: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  /** Needed only where the words beside it are not its name. */
  readonly name?: string;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <label class="check">
      <input
        type="checkbox"
        aria-label={props.name}
        checked={props.checked}
        disabled={props.disabled === true}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.children}</span>
    </label>
  );
}
