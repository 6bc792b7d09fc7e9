import { type JSX, Show, createMemo, createSignal, onMount } from "solid-js";

import { aliveCandidates, type RunState } from "../../../engine/index.ts";
import { frontierRows, plainPrompt, trapPrompt } from "../../../lessons/frontier-world.ts";
import { searchFrontier } from "../../../lessons/search-frontier.ts";
import { gridSeries } from "../../../views/series/grid-series.ts";
import { scoreSeries } from "../../../views/series/score-series-of.ts";
import type { Duel } from "../../../views/words/duel-words.ts";
import { duelVerdict, parentWords, reachedWords } from "../../../views/words/duel-words.ts";
import { FrontierGrid } from "../../charts/frontier-grid.tsx";
import { ScoreChart } from "../../charts/score-chart.tsx";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Entry } from "../../kit/entry.tsx";
import { TextArea } from "../../kit/text-field.tsx";

/** Scene 4: the same engine twice, once always following the best, once keeping a frontier. */
export function FrontierScene(): JSX.Element {
  const [seed, setSeed] = createSignal(1);
  const [trap, setTrap] = createSignal(trapPrompt);
  const [plain, setPlain] = createSignal(plainPrompt);
  const [duel, setDuel] = createSignal<Duel>();
  const searching = createDeed("The two searches could not be made");
  const run = (): Promise<boolean> =>
    searching.run(async () => {
      const greedy = await searchFrontier("current-best", seed(), trap(), plain());
      setDuel({ greedy, frontier: await searchFrontier("pareto", seed(), trap(), plain()) });
    });
  onMount(() => void run());
  const again = (): void => {
    setSeed(seed() + 1);
    void run();
  };
  return (
    <>
      <Entry
        title="Two prompts to start from"
        note="Change them and see. The Student does to the letter what stands first; the rewriter adds one rule at the end for a row that went wrong."
      >
        <div class="stack">
          <div class="cols">
            <TextArea
              label="c0"
              hint={
                trap() === trapPrompt
                  ? "Right on half of the rows at once. Whatever stands after it is never reached."
                  : "Your own first prompt."
              }
              problem={searching.problem()}
              value={trap()}
              onInput={setTrap}
            />
            <TextArea
              label="c1"
              hint={
                plain() === plainPrompt
                  ? "Right on a fifth of the rows. Every rule added to it helps."
                  : "Your own second prompt."
              }
              value={plain()}
              onInput={setPlain}
            />
          </div>
          <p class="row row--tight">
            <Button main onClick={() => void run()}>
              Search both ways
            </Button>
            <Button onClick={again}>Once more, with other draws</Button>
            <span class="small soft">draws of seed {seed()}</span>
          </p>
        </div>
      </Entry>
      <Show when={duel()}>
        {(both) => (
          <Entry
            live
            title="What came of it"
            note="Same engine, same rewriter, same rows, same budget. Only the choice of the parent differs."
          >
            <div class="stack-5">
              <div class="duel">
                <Side title="Always the best so far" state={both().greedy} />
                <Side title="A ticket for every row nobody does better on" state={both().frontier} />
              </div>
              <p class="say">{duelVerdict(both())}</p>
            </div>
          </Entry>
        )}
      </Show>
    </>
  );
}

function Side(props: { readonly title: string; readonly state: RunState }): JSX.Element {
  const series = createMemo(() => scoreSeries(props.state));
  const grid = createMemo(() =>
    gridSeries(
      props.state,
      aliveCandidates(props.state),
      (example) => frontierRows.pareto[example]?.expected["label"],
    ),
  );
  return (
    <div class="stack">
      <h3>{reachedWords(props.title, props.state)}</h3>
      <ScoreChart series={series()} height={190} />
      <FrontierGrid series={grid()} />
      <p class="small soft">{parentWords(props.state)}</p>
    </div>
  );
}
