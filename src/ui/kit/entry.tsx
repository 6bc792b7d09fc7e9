import { createUniqueId, type JSX, Show } from "solid-js";

/** A section of a page: in the margin what it is, beside it its matter. The first of a page has no rule above it. */
export function Entry(props: {
  readonly title?: string;
  readonly note?: JSX.Element;
  readonly first?: boolean;
  /** Heard as a landmark by the name of its title. */
  readonly landmark?: boolean;
  readonly children: JSX.Element;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <section
      class="entry"
      classList={{ "entry--first": props.first === true }}
      aria-labelledby={props.landmark === true ? id : undefined}
    >
      <div class="in-margin">
        <Show when={props.title}>
          <Show when={props.first} fallback={<h2 id={id}>{props.title}</h2>}>
            <b>{props.title}</b>
          </Show>
        </Show>
        <Show when={props.note}>{(note) => <p>{note()}</p>}</Show>
      </div>
      {props.children}
    </section>
  );
}
