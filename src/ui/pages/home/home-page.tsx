import { A } from "@solidjs/router";
import { createSignal, type JSX, lazy, onCleanup, Show, Suspense } from "solid-js";

import { routes } from "../../routes.ts";
import { createHome } from "./create-home.ts";
import { HomeHead } from "./home-head.tsx";

const HomeLive = lazy(async () => ({ default: (await import("./home-live.tsx")).HomeLive }));
const HomeMore = lazy(async () => ({ default: (await import("./home-more.tsx")).HomeMore }));
/** The rest of the page is not kept back longer than this by a run that does not start. */
const PATIENCE_MS = 3_000;

/** A live run of the embedded model, a rule to try on it, examples, and the runs kept here. */
export function HomePage(): JSX.Element {
  const home = createHome();
  // Asked for at once, so that it is here when the run has something to show.
  void HomeLive.preload();
  const [isLate, setIsLate] = createSignal(false);
  const timer = setTimeout(() => setIsLate(true), PATIENCE_MS);
  onCleanup(() => clearTimeout(timer));
  // First what moves: the run's own words and chart are loaded before what stands below them.
  const isCalm = (): boolean => isLate() || home.view.state() !== undefined || home.stage() === "invitation";
  const isLive = (): boolean => ["starting", "searching", "testing"].includes(home.stage());
  const started = (): Date | undefined => {
    const at = home.view.run()?.startedAt ?? home.view.run()?.createdAt;
    return at === undefined ? undefined : new Date(at);
  };
  return (
    <main class="page">
      <section class="entry entry--first" aria-labelledby="home-finding">
        <div class="in-margin">
          <Show when={home.view.run()}>
            {(run) => (
              <p class="row row--tight">
                <Show when={isLive()}>
                  <span class="live" aria-hidden="true" />
                </Show>
                <b>
                  {isLive() ? "Live, run" : "Run"} {run().number}
                </b>
              </p>
            )}
          </Show>
          <Show when={started()}>
            {(at) => (
              <p>
                {at().toLocaleDateString(undefined, { weekday: "long", day: "numeric", month: "long" })}
                <br />
                started {at().toLocaleTimeString()}
              </p>
            )}
          </Show>
          <p class="hide-s">
            A toy-sized but real neural network does the work in this tab. It came with the page. No key, no
            account. The second reader is a program, the <A href={routes.models}>coach</A>.
          </p>
        </div>
        <div class="stack-5">
          <HomeHead home={home} />
          <Show when={home.view.state()}>
            <Suspense fallback={<div class="home-chart" />}>
              <HomeLive home={home} />
            </Suspense>
          </Show>
        </div>
      </section>
      <Show when={isCalm()}>
        <Suspense>
          <HomeMore />
        </Suspense>
      </Show>
    </main>
  );
}
