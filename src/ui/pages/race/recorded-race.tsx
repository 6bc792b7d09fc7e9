import { type JSX, Show, createEffect, createMemo, createSignal, onCleanup } from "solid-js";

import { loadRecorded } from "../../../platform/load-recorded.ts";
import {
  readRecordedRace,
  recordedRaceAt,
  recordedRaceProblem,
  recordedRaceTable,
} from "../../../views/compare/recorded-race.ts";
import { ChartFigure } from "../../charts/chart-figure.tsx";
import { CompareChart } from "../../charts/compare-chart.tsx";
import { Button } from "../../kit/button.tsx";
import { Problem } from "../../kit/problem.tsx";
import { createLoaded } from "../../state/create-loaded.ts";
import { RaceStanding } from "../compare/race-standing.tsx";

const tickMs = 100;
/** Ticks from the first request to the last: a race to watch, and no longer. */
const ticks = 150;

/** A race that was run beforehand, to be watched at once on any machine. */
export function RecordedRace(): JSX.Element {
  const [turn, setTurn] = createSignal(0);
  const [requests, setRequests] = createSignal(0);
  const loaded = createLoaded(
    () => turn() || undefined,
    () => loadRecorded("race", readRecordedRace),
  );
  const race = createMemo(() => {
    const reading = loaded.value();
    return reading?.kind === "ok" ? reading.value : undefined;
  });
  createEffect(() => {
    const all = race()?.requests;
    if (all === undefined || turn() === 0) return;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    setRequests(isStill ? all : 0);
    const timer = setInterval(() => {
      if (setRequests((now) => Math.min(all, now + all / ticks)) === all) clearInterval(timer);
    }, tickMs);
    onCleanup(() => clearInterval(timer));
  });
  return (
    <div class="stack">
      <p class="row row--tight">
        <Button onClick={() => setTurn(turn() + 1)}>
          {turn() === 0 ? "Play a recorded race" : "Play it again"}
        </Button>
        <span class="small soft">It asks no model: it runs on any machine, in fifteen seconds.</span>
      </p>
      <Problem text={recordedRaceProblem(loaded.value(), loaded.error() !== undefined)} />
      <Show when={race()}>
        {(found) => {
          const now = createMemo(() => recordedRaceAt(found(), requests()));
          return (
            <>
              <ChartFigure
                class="line"
                title="Best score on the Pareto rows over requests"
                note={`recorded on ${found().date} with the embedded model, under house rules ${found().policySeed}`}
                table={() => recordedRaceTable(found())}
              >
                <CompareChart
                  lines={now().lines}
                  budget={found().requests}
                  until={found().requests}
                  label="A recorded race: best score over requests."
                />
              </ChartFigure>
              <RaceStanding lines={now().standing} />
            </>
          );
        }}
      </Show>
    </div>
  );
}
