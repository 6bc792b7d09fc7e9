import { type JSX, Show } from "solid-js";

/** Why nothing is here, and when it will fill. */
export function EmptyState(props: {
  readonly title: string;
  readonly children: JSX.Element;
  readonly action?: JSX.Element;
}): JSX.Element {
  return (
    <div class="empty">
      <p>
        <b>{props.title}</b>
      </p>
      <p>{props.children}</p>
      <Show when={props.action}>{(action) => <div class="row">{action()}</div>}</Show>
    </div>
  );
}
