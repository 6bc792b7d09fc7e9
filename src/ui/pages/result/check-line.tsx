import { type JSX, Match, Show, Switch } from "solid-js";

import type { CheckProgress } from "../../../setup/result/checks.ts";
import { removeRun } from "../../../storage/library/bin.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { useConfirm } from "../../kit/confirm.tsx";
import { DeedButton } from "../../kit/deed-button.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { useConductor } from "../../state/conductor.tsx";
import { useDatabase } from "../../state/database.tsx";
import { useWorkers } from "../../state/workers.tsx";
import { RunNotice } from "../run/run-notice.tsx";

/** How far a check is, and what can be done with it: stop, go on, remove. */
export function CheckLine(props: { readonly check: CheckProgress; readonly what: string }): JSX.Element {
  const db = useDatabase();
  const conductor = useConductor();
  const workers = useWorkers();
  const confirm = useConfirm();
  const id = (): string => props.check.run.id;
  const status = () => props.check.run.status;
  const isUnderWay = (): boolean =>
    (status() === "running" || status() === "requested") && props.check.run.wish === "run";
  const loading = (): string | undefined => workers.newsOf(id()).loading?.text;
  const remove = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Remove ${props.what}?`,
      text: `${plural(props.check.answered, "answer")} would be gone for good. The run itself stays as it is.`,
      yes: "Remove it",
    });
    if (isSure) await removeRun(db, id());
  };
  return (
    <div class="stack-2">
      <Switch>
        <Match when={isUnderWay()}>
          <div class="row row--tight">
            <ProgressLine
              text={
                props.check.answered === 0 && loading() !== undefined
                  ? (loading() ?? "")
                  : `${formatCount(props.check.answered)} of ${plural(props.check.calls, "answer")}`
              }
              share={props.check.answered / Math.max(1, props.check.calls)}
            />
            <Button onClick={() => conductor.wish(id(), "pause")}>Stop</Button>
          </div>
        </Match>
        <Match when={status() !== "finished" && status() !== "waiting"}>
          <p class="row row--tight">
            <span class="small">
              Stopped after {formatCount(props.check.answered)} of {plural(props.check.calls, "answer")}. What
              was answered is kept.
            </span>
            <Button onClick={() => conductor.wish(id(), "go-on")}>Go on</Button>
          </p>
        </Match>
        <Match when={status() === "waiting"}>
          <RunNotice run={props.check.run} state={undefined} />
        </Match>
      </Switch>
      <Show when={!isUnderWay()}>
        <p class="small">
          <DeedButton link failed="It could not be removed" deed={remove}>
            Remove {props.what}
          </DeedButton>
        </p>
      </Show>
    </div>
  );
}
