import { createUniqueId, type JSX, Show } from "solid-js";

/** A section of a page: in the margin what it is, beside it its matter. The first of a page has no rule above it. */
export function Entry(props: {
  readonly title?: string;
  /** Its place among steps, above the title. */
  readonly step?: number;
  readonly note?: JSX.Element;
  /** Whatever else stands in the margin, below the note. */
  readonly margin?: JSX.Element;
  readonly first?: boolean;
  /** Heard as a landmark by the name of its title. */
  readonly landmark?: boolean;
  /** Heard when it comes or changes. */
  readonly live?: boolean;
  readonly id?: string;
  readonly hidden?: boolean;
  readonly ref?: (section: HTMLElement) => void;
  readonly children: JSX.Element;
}): JSX.Element {
  const titleId = createUniqueId();
  return (
    <section
      class="entry"
      classList={{ "entry--first": props.first === true }}
      id={props.id}
      hidden={props.hidden}
      aria-labelledby={props.landmark === true ? titleId : undefined}
      aria-live={props.live === true ? "polite" : undefined}
      ref={(section) => props.ref?.(section)}
    >
      <div class="in-margin">
        <Show when={props.step}>{(step) => <div class="stepno">{step()}</div>}</Show>
        <Show when={props.title}>
          <Show when={props.first} fallback={<h2 id={titleId}>{props.title}</h2>}>
            <p>
              <b id={titleId}>{props.title}</b>
            </p>
          </Show>
        </Show>
        <Show when={props.note}>{(note) => <p>{note()}</p>}</Show>
        {props.margin}
      </div>
      {props.children}
    </section>
  );
}
