import { A, useNavigate, useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";

import { type OptimizerName, entrants } from "../../../rivals/optimizers.ts";
import { type Ablation, ablationRuns } from "../../../setup/race/ablations.ts";
import { entrantsNamed, raceBounds, raceMinutes, raceTerms } from "../../../setup/race/race-form.ts";
import { raceRuns, rulesOfNewRace } from "../../../setup/race/race.ts";
import { ROUTING_BUDGET } from "../../../setup/race/routing-run.ts";
import { requestRun, type RunRequest } from "../../../storage/library/runs.ts";
import { routes } from "../../../views/routes.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Entry } from "../../kit/entry.tsx";
import { NumberText } from "../../kit/number-text.tsx";
import { Problem } from "../../kit/problem.tsx";
import { useDatabase } from "../../state/database.tsx";
import { AblationList } from "./ablation-list.tsx";
import { PastRaces } from "./past-races.tsx";
import { RecordedRace } from "./recorded-race.tsx";

/** Asks for the runs of a race and goes where they are seen. What was asked for before is there already. */
function createStart() {
  const db = useDatabase();
  const navigate = useNavigate();
  const starting = createDeed("The race could not be set up");
  return {
    problem: (): string | undefined =>
      starting.problem() &&
      `${starting.problem()} Runs that were stored before this wait on the Runs page; nothing else was changed.`,
    start: (makeRuns: () => Promise<readonly RunRequest[]>): Promise<boolean> =>
      starting.run(async () => {
        const runs = await makeRuns();
        for (const run of runs) await requestRun(db, run, Date.now());
        navigate(routes.compareRuns(runs.map((run) => run.id)));
      }),
  };
}

/** Sets up a race of optimizers on equal budgets and shows it on the Compare page. */
export function RacePage(): JSX.Element {
  const { start, problem } = createStart();
  const [search] = useSearchParams();
  const asked = (name: string, usual: number): string =>
    typeof search[name] === "string" ? search[name] : String(usual);
  const [chosen, setChosen] = createSignal(entrantsNamed(search["optimizers"]));
  const [house, setHouse] = createSignal(asked("policy-seed", 1));
  const [seeds, setSeeds] = createSignal(asked("seeds", 1));
  const [calls, setCalls] = createSignal(asked("calls", ROUTING_BUDGET.requests));
  const terms = createMemo(() => raceTerms(house(), seeds(), calls()));
  const runCount = () => chosen().length * (terms()?.seeds ?? 0);
  const startRace = (): void => {
    const [agreed, optimizers] = [terms(), chosen()];
    if (agreed) void start(() => raceRuns(optimizers, agreed.house, agreed.seeds, agreed.calls));
  };
  const startAblation = (ablation: Ablation): void => {
    const agreed = terms();
    if (agreed) void start(() => ablationRuns(ablation, agreed.house, agreed.seeds, agreed.calls));
  };
  const most = () => terms()?.calls ?? ROUTING_BUDGET.requests;
  const rules = () => rulesOfNewRace({ ...ROUTING_BUDGET, requests: most() });
  return (
    <main class="page">
      <Entry first title="Race" note="On the embedded model. Nothing leaves this machine.">
        <div class="stack-5">
          <h1>Let them run against each other, on equal budgets.</h1>
          <p class="lede">
            The same hidden house rules, the same small model, the same number of requests. What differs is
            who proposes the next prompt, and what they are told about the last one. On a task of your own:
            open its <A href={routes.runs}>run</A>, then More.
          </p>
          <Entrants chosen={chosen()} onChange={setChosen} />
          <div class="cols cols--3">
            <NumberText
              label="House rules, by number"
              hint="Each number is another hidden policy."
              rule={raceBounds.house}
              value={house()}
              onInput={setHouse}
            />
            <NumberText
              label="Seeds"
              hint="One search proves little: chance decides much. Five or more show what is luck."
              rule={raceBounds.seeds}
              value={seeds()}
              onInput={setSeeds}
            />
            <NumberText
              label="Student requests each"
              hint={`The same for everybody, and at most ${ROUTING_BUDGET.reflectionCalls} Reflection requests.`}
              rule={raceBounds.calls}
              value={calls()}
              onInput={setCalls}
            />
          </div>
          <div class="row">
            <Button main disabled={runCount() === 0} onClick={startRace}>
              Start {plural(runCount(), "run")}, side by side
            </Button>
            <Show when={runCount() > 0}>
              <span class="small soft">
                At most {formatCount(runCount() * most())} Student requests and the sealed tests; about{" "}
                {plural(raceMinutes(runCount(), most()), "minute")}.
              </span>
            </Show>
          </div>
          <Problem text={problem()} />
        </div>
      </Entry>
      <Entry title="Without waiting" note="As it went once.">
        <RecordedRace />
      </Entry>
      <PastRaces />
      <AblationList seeds={terms()?.seeds} calls={terms()?.calls} onStart={startAblation} />
      <Rules rules={rules()} />
    </main>
  );
}

function Entrants(props: {
  readonly chosen: readonly OptimizerName[];
  readonly onChange: (chosen: readonly OptimizerName[]) => void;
}): JSX.Element {
  const toggle = (optimizer: OptimizerName, isIn: boolean): void => {
    const now = new Set(props.chosen);
    if (isIn) now.add(optimizer);
    else now.delete(optimizer);
    props.onChange(entrants.map((entrant) => entrant.optimizer).filter((each) => now.has(each)));
  };
  return (
    <fieldset class="stack-2">
      <legend class="label">Who takes part</legend>
      <For each={entrants}>
        {(entrant) => (
          <label class="choice">
            <input
              type="checkbox"
              checked={props.chosen.includes(entrant.optimizer)}
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
  );
}

function Rules(props: { readonly rules: readonly string[] }): JSX.Element {
  return (
    <>
      <Entry title="The rules" note="Enforced in code.">
        <ol class="stack-2">
          <For each={props.rules}>{(rule) => <li>{rule}</li>}</For>
        </ol>
      </Entry>
      <Entry title="What it shows">
        <p class="words">
          A toy world with a programmed reflector shows the mechanism: reading why a row failed names the one
          edit that helps, guessing has to find it. It proves nothing about large models.
        </p>
      </Entry>
    </>
  );
}
