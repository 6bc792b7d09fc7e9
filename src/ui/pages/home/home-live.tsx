import { type JSX, Show } from "solid-js";

import { CauseNotes } from "./cause.tsx";
import { createCause } from "./create-cause.ts";
import type { Home } from "./create-home.ts";
import { LiveChart } from "./live-chart.tsx";
import { LivePrompt } from "./live-prompt.tsx";

/** Chart, prompt and what caused it: everything that needs drawing and comparing code, in a piece of its own. */
export function HomeLive(props: { readonly home: Home }): JSX.Element {
  const cause = createCause(
    () => props.home.view,
    () => props.home.best(),
  );
  return (
    <>
      <LiveChart home={props.home} />
      <LivePrompt home={props.home} />
      <Show when={cause()}>{(found) => <CauseNotes cause={found()} />}</Show>
    </>
  );
}
