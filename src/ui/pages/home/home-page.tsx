import { createSignal, type JSX, onCleanup, Show, Suspense } from "solid-js";

import { lazyPart } from "../../lazy-part.ts";
import { createHome } from "./create-home.ts";
import { HomeHead } from "./home-head.tsx";
import { TaskBox } from "./task-box.tsx";

const HomeLive = lazyPart(() => import("./home-live.tsx"), "HomeLive");
const YourLast = lazyPart(() => import("./your-last.tsx"), "YourLast");
const HomeMore = lazyPart(() => import("./home-more.tsx"), "HomeMore");
/** The rest of the page is not kept back longer than this by a run that does not start. */
const PATIENCE_MS = 8_000;

/** The run one left, a box for one's own task beside a live run of the embedded model, a rule to try on it, examples. */
export function HomePage(): JSX.Element {
  const home = createHome();
  // Asked for at once, so that it is here when the run has something to show.
  void HomeLive.preload();
  const [isLate, setIsLate] = createSignal(false);
  const timer = setTimeout(() => setIsLate(true), PATIENCE_MS);
  onCleanup(() => clearTimeout(timer));
  // First what moves: the run's own words and chart are loaded before what stands below them.
  const moves = (): boolean => (home.view.state()?.candidates.length ?? 0) > 0;
  const isCalm = (): boolean => isLate() || moves() || home.stage() === "invitation";
  return (
    <main class="page">
      <Show when={(home.own()?.length ?? 0) > 0}>
        <Suspense>
          <YourLast runs={home.own() ?? []} />
        </Suspense>
      </Show>
      <section class="entry home-first" classList={{ "entry--first": home.own()?.length === 0 }}>
        <TaskBox />
        <section class="home-demo stack" aria-labelledby="home-finding">
          <HomeHead home={home} />
          <Show when={home.view.run()}>
            <Suspense fallback={<div class="home-chart" />}>
              <HomeLive home={home} />
            </Suspense>
          </Show>
        </section>
      </section>
      <Show when={isCalm()}>
        <Suspense>
          <HomeMore />
        </Suspense>
      </Show>
    </main>
  );
}
