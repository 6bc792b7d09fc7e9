import { useNavigate, useSearchParams } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";

import { type OptimizerName, entrants } from "../../../rivals/optimizers.ts";
import { ablationRuns } from "../../../setup/race/ablations.ts";
import { raceRuns } from "../../../setup/race/race.ts";
import { rulesOfNewRace } from "../../../setup/race/race.ts";
import { ROUTING_BUDGET } from "../../../setup/race/routing-run.ts";
import { requestRun, type RunRequest } from "../../../storage/library/runs.ts";
import { defaultRoutingSizes } from "../../../tasks/routing/generate-routing.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { type NumberRule, readNumber } from "../../../views/words/typed-number.ts";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Entry } from "../../kit/entry.tsx";
import { NumberText } from "../../kit/number-text.tsx";
import { Problem } from "../../kit/problem.tsx";
import { routes } from "../../routes.ts";
import { useDatabase } from "../../state/database.tsx";
import { AblationList } from "./ablation-list.tsx";
import { PastRaces } from "./past-races.tsx";

/** What a first race shows: reading against not reading, and the field's best known rival. */
const FIRST_ENTRANTS: readonly OptimizerName[] = ["gepa", "gepa-eyes-shut", "mipro", "policy"];
const MOST_SEEDS = 10;
/** Fewer than this and nobody gets past the seed's own score and one rewrite. */
const FEWEST_CALLS = 100;
const MOST_CALLS = 10_000;
/** Rows of the sealed test, for the seed and for the winner. */
const TEST_CALLS = 2 * defaultRoutingSizes.test;
/** Calls a second on the embedded model, for the estimate only: the slowest seen in `npm run demo`, on two very busy cores. */
const CALLS_PER_SECOND = 10;

const bounds = {
  house: { whole: true, least: 0, most: 1_000_000 },
  seeds: { whole: true, least: 1, most: MOST_SEEDS },
  calls: { whole: true, least: FEWEST_CALLS, most: MOST_CALLS },
} as const;

function numberIn(text: string, rule: NumberRule): number | undefined {
  const value = readNumber(text, rule);
  return Number.isNaN(value) ? undefined : value;
}

function chosenFrom(search: string | readonly string[] | undefined): readonly OptimizerName[] {
  if (typeof search !== "string") return FIRST_ENTRANTS;
  const names = search.split(",");
  return entrants.map((entrant) => entrant.optimizer).filter((optimizer) => names.includes(optimizer));
}

/** Sets up a race of optimizers on equal budgets and shows it on the Compare page. */
export function RacePage(): JSX.Element {
  const db = useDatabase();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [chosen, setChosen] = createSignal(chosenFrom(search["optimizers"]));
  const [house, setHouse] = createSignal(
    typeof search["policy-seed"] === "string" ? search["policy-seed"] : "1",
  );
  const [seeds, setSeeds] = createSignal(typeof search["seeds"] === "string" ? search["seeds"] : "1");
  const [calls, setCalls] = createSignal(
    typeof search["calls"] === "string" ? search["calls"] : String(ROUTING_BUDGET.requests),
  );
  const starting = createDeed("The race could not be set up");
  const policySeed = () => numberIn(house(), bounds.house);
  const seedCount = () => numberIn(seeds(), bounds.seeds);
  const callLimit = () => numberIn(calls(), bounds.calls);
  const isReady = () => [policySeed(), seedCount(), callLimit()].every((value) => value !== undefined);
  const runCount = () => chosen().length * (seedCount() ?? 0);
  const toggle = (optimizer: OptimizerName, isIn: boolean): void => {
    const now = new Set(chosen());
    if (isIn) now.add(optimizer);
    else now.delete(optimizer);
    setChosen(entrants.map((entrant) => entrant.optimizer).filter((each) => now.has(each)));
  };
  /** Asks for the runs of a race and goes where they are seen. What was asked for before is there already. */
  const start = async (
    makeRuns: (policy: number, seeds: number, calls: number) => Promise<readonly RunRequest[]>,
  ): Promise<void> => {
    const policy = policySeed();
    const count = seedCount();
    const most = callLimit();
    if (policy === undefined || count === undefined || most === undefined) return;
    await starting.run(async () => {
      const runs = await makeRuns(policy, count, most);
      for (const run of runs) await requestRun(db, run, Date.now());
      navigate(routes.compareRuns(runs.map((run) => run.id)));
    });
  };
  const startRace = (): Promise<void> => {
    const optimizers = chosen();
    return start((policy, count, most) => raceRuns(optimizers, policy, count, most));
  };
  const rules = () => rulesOfNewRace({ ...ROUTING_BUDGET, requests: callLimit() ?? ROUTING_BUDGET.requests });
  const minutes = () =>
    Math.max(1, Math.round((runCount() * ((callLimit() ?? 0) + TEST_CALLS)) / CALLS_PER_SECOND / 60));
  return (
    <main class="page">
      <Entry first title="Race" note="On the embedded model. Nothing leaves this machine.">
        <div class="stack-5">
          <h1>Let them run against each other, on equal budgets.</h1>
          <p class="lede">
            The same hidden house rules, the same small model, the same number of requests. What differs is
            who proposes the next prompt, and what they are told about the last one.
          </p>
          <fieldset class="stack-2">
            <legend class="label">Who takes part</legend>
            <For each={entrants}>
              {(entrant) => (
                <label class="choice">
                  <input
                    type="checkbox"
                    checked={chosen().includes(entrant.optimizer)}
                    onChange={(event) => toggle(entrant.optimizer, event.currentTarget.checked)}
                  />
                  <span>
                    <b>{entrant.name}</b>
                    <small>{entrant.says}</small>
                  </span>
                </label>
              )}
            </For>
          </fieldset>
          <div class="cols cols--3">
            <NumberText
              label="House rules, by number"
              hint="Each number is another hidden policy."
              rule={bounds.house}
              value={house()}
              onInput={setHouse}
            />
            <NumberText
              label="Seeds"
              hint="One search proves little: chance decides much. Five or more show what is luck."
              rule={bounds.seeds}
              value={seeds()}
              onInput={setSeeds}
            />
            <NumberText
              label="Student requests each"
              hint={`The same for everybody, and at most ${ROUTING_BUDGET.reflectionCalls} Reflection requests.`}
              rule={bounds.calls}
              value={calls()}
              onInput={setCalls}
            />
          </div>
          <div class="row">
            <Button main disabled={runCount() === 0 || !isReady()} onClick={() => void startRace()}>
              Start {plural(runCount(), "run")}, side by side
            </Button>
            <Show when={runCount() > 0 && isReady()}>
              <span class="small soft">
                At most {formatCount(runCount() * (callLimit() ?? 0))} Student requests and the sealed tests;
                about {plural(minutes(), "minute")}.
              </span>
            </Show>
          </div>
          <Problem
            text={
              starting.problem() &&
              `${starting.problem()} Runs that were stored before this wait on the Runs page; nothing else was changed.`
            }
          />
        </div>
      </Entry>
      <PastRaces />
      <AblationList
        seeds={seedCount()}
        calls={callLimit()}
        isReady={isReady()}
        onStart={(ablation) =>
          void start((policy, count, most) => ablationRuns(ablation, policy, count, most))
        }
      />
      <Entry title="The rules" note="Enforced in code.">
        <ol class="stack-2">
          <For each={rules()}>{(rule) => <li>{rule}</li>}</For>
        </ol>
      </Entry>
      <Entry title="What it shows">
        <p class="words">
          A toy world with a programmed reflector shows the mechanism: reading why a row failed names the one
          edit that helps, guessing has to find it. It proves nothing about large models.
        </p>
      </Entry>
    </main>
  );
}
