import { For, type JSX, Show, createMemo, createSignal } from "solid-js";

import { type OptimizerName, entrants } from "../../../rivals/optimizers.ts";
import { raceInAMinute, raceRun, raceRunId, rulesOfNewRace } from "../../../setup/race/race.ts";
import { requestRun } from "../../../storage/library/runs.ts";
import { groupRuns } from "../../../views/compare/comparison.ts";
import { raceLines } from "../../../views/compare/race-lines.ts";
import { routes } from "../../../views/routes.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { Button, ButtonLink } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Entry } from "../../kit/entry.tsx";
import { Facts } from "../../kit/facts.tsx";
import { Problem } from "../../kit/problem.tsx";
import { Unread } from "../../kit/unread.tsx";
import { createRecordedGrpo } from "../../state/create-recorded-grpo.ts";
import { useDatabase } from "../../state/database.tsx";
import { createCompared } from "../compare/create-compared.ts";
import { RaceChart } from "../compare/race-chart.tsx";
import { GrpoNote } from "../compare/race-notes.tsx";
import { RaceStanding } from "../compare/race-standing.tsx";
import { RecordedRace } from "../race/recorded-race.tsx";
import { Published } from "./published.tsx";

/** Reading, not reading, and a search that only sees scores. */
const inScene: readonly OptimizerName[] = ["gepa", "gepa-eyes-shut", "greedy"];
/** A policy that GRPO was recorded on, so that its line stands beside the same rows. */
const sceneRace = { raceId: "learn-race", policySeed: 901, seed: 1, ...raceInAMinute };

const rules = rulesOfNewRace(raceInAMinute);

/** Scene 6: the race on the embedded model, in this tab, with the studio's own runs. */
export function RaceScene(): JSX.Element {
  const db = useDatabase();
  const starting = createDeed("The race could not be set up");
  const [round, setRound] = createSignal(0);
  const [asked, setAsked] = createSignal<number>();
  const choices = createMemo(() =>
    inScene.map((optimizer) => ({ ...sceneRace, seed: sceneRace.seed + round(), optimizer })),
  );
  const ids = createMemo(() => choices().map(raceRunId));
  const compared = createCompared(ids);
  const groups = createMemo(() => groupRuns(compared.runs()));
  // The recorded racer stands there before the others have answered anything.
  const isStarted = (): boolean => asked() === round() || compared.runs().length > 0;
  const isDone = (): boolean =>
    compared.runs().length === ids().length && compared.runs().every((one) => one.run.status === "finished");
  let stage!: HTMLDivElement;
  const start = (): Promise<boolean> =>
    starting.run(async () => {
      setAsked(round());
      stage.scrollIntoView({ block: "start" });
      for (const choice of choices()) await requestRun(db, await raceRun(choice), Date.now());
    });
  const grpo = createRecordedGrpo(isStarted, () => sceneRace.policySeed);
  return (
    <>
      <Entry
        title="The rules"
        margin={
          <ul class="stack-2 small">
            <For each={rules}>{(rule) => <li>{rule}</li>}</For>
          </ul>
        }
      >
        <div class="stack-5" ref={(element) => (stage = element)}>
          <div classList={{ "off-stage": isStarted() }}>
            <Facts
              of={entrants
                .filter(({ optimizer }) => inScene.includes(optimizer))
                .map(({ name, says }) => [<b>{name}</b>, says])}
            />
          </div>
          <p class="row row--tight">
            <Show when={!isStarted()}>
              <Button main onClick={() => void start()}>
                Start the race
              </Button>
            </Show>
            <Show when={isDone()}>
              <Button onClick={() => setRound(round() + 1)}>Race again with other draws</Button>
              <ButtonLink href={routes.compareRuns(ids())}>Compare them in full</ButtonLink>
            </Show>
            <ButtonLink href={routes.race}>A race with all rivals</ButtonLink>
          </p>
          <Show when={compared.error()}>
            {(error) => <Unread title="The runs of the race could not be read" error={error()} />}
          </Show>
          <Problem text={starting.problem()} />
          <Show when={!isStarted()}>
            <RecordedRace />
          </Show>
          <Show when={isStarted()}>
            <RaceChart groups={groups()} beside={grpo.shown()?.beside} limit={raceInAMinute.requests} />
            <RaceStanding lines={raceLines(groups(), grpo.shown()?.beside)} />
            <Show when={grpo.shown()}>
              {(found) => <GrpoNote recorded={found().recorded} beside={found().beside} />}
            </Show>
            <Show when={grpo.problem()}>{(told) => <p class="small soft">{told()}</p>}</Show>
            <Show when={compared.pending().length > 0}>
              <p class="small soft">{formatCount(compared.pending().length)} wait their turn.</p>
            </Show>
          </Show>
        </div>
      </Entry>
      <Published />
    </>
  );
}
