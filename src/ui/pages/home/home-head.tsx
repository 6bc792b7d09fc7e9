import { A } from "@solidjs/router";
import { type JSX, Match, Show, Suspense, Switch } from "solid-js";

import { routes } from "../../../views/routes.ts";
import { demoWords, homeHeading, homeStatus } from "../../../views/words/home-words.ts";
import { wakingShare, wakingText } from "../../../views/words/load-words.ts";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { PauseIcon, PlayIcon, StepIcon } from "../../kit/icons.tsx";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { lazyPart } from "../../lazy-part.ts";
import { useConductor } from "../../state/conductor.tsx";
import { useWorkers } from "../../state/workers.tsx";
import { createSpoken } from "../run/create-spoken.ts";
import type { Home } from "./create-home.ts";

const EndNote = lazyPart(() => import("./standstill.tsx"), "EndNote");
const WaitNote = lazyPart(() => import("./standstill.tsx"), "WaitNote");

/** Pause, go on, step, or start: what one can do with the run right now. */
function HomeDeeds(props: { readonly home: Home }): JSX.Element {
  const conductor = useConductor();
  const starting = createDeed("The run could not be started");
  const id = (): string => props.home.runId() ?? "";
  const isInvited = (): boolean => props.home.stage() === "invitation";
  /** Where a run of one's own stands above, what to do with that one comes first. */
  const isMain = (): boolean => (props.home.own()?.length ?? 0) === 0;
  const link = (): JSX.Element => (
    <A href={props.home.stage() === "finished" ? routes.result(id()) : routes.run(id())} class="small">
      {props.home.stage() === "finished" ? "See the whole result" : "Open the whole run"}
    </A>
  );
  return (
    <>
      <Problem text={starting.problem()} />
      <Switch>
        <Match when={isInvited() || props.home.stage() === "finished"}>
          <Button
            main={isMain()}
            disabled={starting.isBusy()}
            onClick={() => void starting.run(() => props.home.startAnother())}
          >
            <PlayIcon /> {isInvited() ? "Start the run" : "Run another, with other rules"}
          </Button>
          <Show when={isInvited()} fallback={link()}>
            <span class="small soft">Loads the small model of this page, then needs no network.</span>
          </Show>
        </Match>
        <Match when={props.home.stage() === "resting"}>
          <Button main={isMain()} onClick={() => conductor.wish(id(), "go-on")}>
            <PlayIcon /> Go on
          </Button>
          <Button onClick={() => conductor.wish(id(), "step-iteration")}>
            <StepIcon /> Next iteration
          </Button>
          {link()}
        </Match>
        <Match when={props.home.stage() !== "reading" && props.home.runId()}>
          <Button main={isMain()} onClick={() => conductor.wish(id(), "pause")}>
            <PauseIcon /> Pause
          </Button>
          {link()}
        </Match>
      </Switch>
    </>
  );
}

/** What goes on, in the size of the finding, with the deeds and one line of numbers below. */
export function HomeHead(props: { readonly home: Home }): JSX.Element {
  const conductor = useConductor();
  const workers = useWorkers();
  const id = (): string => props.home.runId() ?? "";
  const loading = () => workers.newsOf(id()).loading;
  const trouble = (): string | undefined =>
    conductor.refusal(id()) ?? workers.newsOf(id()).storageFull ?? workers.trouble();
  // For ears, at most every ten seconds; eyes have the numbers above.
  const spoken = createSpoken(
    () => homeHeading(props.home),
    () => homeStatus(props.home),
  );
  const isLive = (): boolean => ["starting", "searching", "testing"].includes(props.home.stage());
  const ended = () => (props.home.stage() === "finished" ? props.home.view.state()?.stopReason : undefined);
  return (
    <>
      <p class="small soft">
        <Show when={isLive()}>
          <span class="live" aria-hidden="true" />{" "}
        </Show>
        {demoWords(props.home.view.run(), isLive())}
      </p>
      <h2 class="home-finding" id="home-finding">
        {homeHeading(props.home)}
      </h2>
      <p class="note">
        A tiny but real language model in this tab sorts support mail by rules nobody told it. Each time it is
        wrong, a second reader, a program called the <A href={routes.models}>coach</A>, looks at what
        happened, says why, and rewrites the prompt. No key, no account.
      </p>
      <div class="row">
        <HomeDeeds home={props.home} />
        <span class="small soft push num status">
          {homeStatus(props.home)}{" "}
          <Suspense>
            <Show when={ended()}>{(reason) => <EndNote reason={reason()} />}</Show>
          </Suspense>
        </span>
      </div>
      <p class="vh" role="status">
        {spoken()}
      </p>
      <Show when={props.home.stage() === "starting" && !trouble()}>
        <ProgressLine text={wakingText(loading())} share={wakingShare(loading())} />
      </Show>
      <Problem text={trouble()} />
      <Suspense>
        <Show when={props.home.view.run()?.waiting}>{(waiting) => <WaitNote waiting={waiting()} />}</Show>
      </Suspense>
      <Show when={conductor.elsewhere().has(id())}>
        <p class="small soft">Another tab conducts this run; this one watches.</p>
      </Show>
    </>
  );
}
