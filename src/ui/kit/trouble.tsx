import type { JSX } from "solid-js";

import { CrossIcon } from "./icons.tsx";

/** An error state: what, where, what is safe, what next. */
export function Trouble(props: {
  readonly title: string;
  readonly children: JSX.Element;
  readonly action?: JSX.Element;
}): JSX.Element {
  return (
    <section class="trouble" role="alert">
      <p class="pf--fail">
        <b>
          <CrossIcon /> {props.title}
        </b>
      </p>
      <div class="soft">{props.children}</div>
      {props.action}
    </section>
  );
}

/** A remark with a rule at its side; `warn` for what waits, `bad` for what failed. */
export function Say(props: {
  readonly tone?: "plain" | "warn" | "bad";
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <div class="say" classList={{ "say--warn": props.tone === "warn", "say--bad": props.tone === "bad" }}>
      {props.children}
    </div>
  );
}
