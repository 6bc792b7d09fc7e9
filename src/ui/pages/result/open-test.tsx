import { type JSX, Show, createSignal } from "solid-js";

import { askForTest } from "../../../storage/library/runs.ts";
import { testLooks } from "../../../storage/read/checks.ts";
import { requestsPerRollout } from "../../../tasks/requests-per-rollout.ts";
import { routes } from "../../../views/routes.ts";
import { formatPercent, plural } from "../../../views/words/numbers.ts";
import { paretoHeading } from "../../../views/words/result-words.ts";
import { Button, ButtonLink } from "../../kit/button.tsx";
import { useDeed } from "../../kit/deed.ts";
import { createRead } from "../../state/create-loaded.ts";
import { useDatabase } from "../../state/database.tsx";
import type { ResultProps } from "./result-props.ts";

/** Before the sealed test set was opened: what is known without it, and the way to open it. */
export function OpenTest(props: ResultProps): JSX.Element {
  const db = useDatabase();
  const deed = useDeed();
  const [asked, setAsked] = createSignal(false);
  const rows = (): number => props.run.splits.test.length;
  const looks = createRead(
    () => (props.run.splits.test.length > 0 ? props.run : undefined),
    (db, { splits }) => testLooks(db, splits.test),
  );
  const isSearching = (): boolean => props.run.status !== "finished" && props.state.status === "searching";
  const isTesting = (): boolean => props.state.status === "stopped" && props.run.status !== "finished";
  const calls = (): number =>
    rows() * (props.winner === 0 ? 1 : 2) * Math.max(1, requestsPerRollout(props.run.task));
  const tested = () => props.state.test.at(-1);
  const open = async (): Promise<void> => {
    setAsked(await deed("The sealed test set could not be opened", () => askForTest(db, props.run.id)));
  };
  return (
    <div class="stack">
      <h1 class="huge">{paretoHeading(props.run, props.state, props.winner)}</h1>
      <Show when={tested()}>
        {(result) => (
          <p class="lede">
            On {plural(result().rows.length, "unseen row")} c{result().candidate} has{" "}
            {formatPercent(result().mean)}.
          </p>
        )}
      </Show>
      <Show
        when={rows() > 0}
        fallback={
          <p class="lede">
            This run has no sealed test rows, so there is no honest number for unseen rows: the Pareto rows
            were searched on.
          </p>
        }
      >
        <Show when={!(tested() !== undefined && props.run.status === "finished")}>
          <p class="lede">
            <Show
              when={isTesting() || asked()}
              fallback={`${plural(rows(), "test row")} ${rows() === 1 ? "is" : "are"} still sealed. These scores are from rows the search could see, so they flatter it.`}
            >
              The sealed test set is being opened: {plural(calls(), "request")} outside the budget.
            </Show>
          </p>
        </Show>
        <Show when={tested() === undefined && (looks.value()?.looks.length ?? 0) > 0}>
          <p class="small">
            Earlier runs have looked at this test {plural(looks.value()?.looks.length ?? 0, "time")} already.
          </p>
        </Show>
        <p class="row row--tight">
          <Show when={props.run.status === "finished" && tested() === undefined && !asked()}>
            <Button main onClick={() => void open()}>
              Open the sealed test set, {plural(calls(), "request")}
            </Button>
          </Show>
          <ButtonLink href={routes.run(props.run.id)}>
            {isSearching() ? "Watch the run" : "Back to the run"}
          </ButtonLink>
        </p>
      </Show>
    </div>
  );
}
