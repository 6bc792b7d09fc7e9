import { type JSX, Show } from "solid-js";

import { Button } from "./button.tsx";
import { Problem } from "./problem.tsx";

/** A form with its main deed at the end: Enter does it too. What went wrong is said above the buttons. */
export function Form(props: {
  readonly onSubmit: () => void;
  /** Names the deed: "Add the price". */
  readonly submit: JSX.Element;
  readonly canSubmit?: boolean;
  readonly onCancel?: () => void;
  readonly problem?: string | undefined;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      {props.children}
      <Problem text={props.problem} />
      <div class="actions">
        <Show when={props.onCancel}>{(cancel) => <Button onClick={() => cancel()()}>Cancel</Button>}</Show>
        <Button main type="submit" disabled={props.canSubmit === false}>
          {props.submit}
        </Button>
      </div>
    </form>
  );
}
