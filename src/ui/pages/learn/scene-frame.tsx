import { A, useNavigate, useSearchParams } from "@solidjs/router";
import { For, type JSX, Show, Suspense } from "solid-js";

import { onRoute } from "../../../lessons/class-route.ts";
import { type SceneInfo, scenes } from "../../../lessons/scenes.ts";
import { routes } from "../../../views/routes.ts";
import { ButtonLink } from "../../kit/button.tsx";
import { Waiting } from "../../kit/progress-line.tsx";
import { createCommands } from "../../state/commands.tsx";
import { createPresenter, PresentSwitch } from "../../state/presenter.tsx";

/** What stands around a scene: its head, the way to the others, and the presenter's mode. */
export function SceneFrame(props: {
  readonly scene: SceneInfo;
  readonly children: JSX.Element;
}): JSX.Element {
  const navigate = useNavigate();
  const [search] = useSearchParams<{ class?: string }>();
  const stop = () => (search.class === undefined ? undefined : onRoute(props.scene.id));
  const at = (step: number): SceneInfo | undefined =>
    step > 0 && stop() !== undefined ? stop()?.next : scenes[props.scene.number - 1 + step];
  const go = (step: number): void => {
    const next = at(step);
    if (next !== undefined) navigate(routes.scene(next.id, stop() !== undefined));
  };
  createCommands(() => [
    {
      id: "learn-next",
      title: "Next scene",
      group: "Learn",
      key: "PageDown",
      when: () => at(1) !== undefined,
      run: () => go(1),
    },
    {
      id: "learn-previous",
      title: "Previous scene",
      group: "Learn",
      key: "PageUp",
      when: () => at(-1) !== undefined,
      run: () => go(-1),
    },
  ]);
  return (
    <>
      <section class="entry entry--first entry--bare">
        <SceneMargin scene={props.scene} />
        <div class="split">
          <h1 class="huge">{props.scene.title}</h1>
          <p class="lede end-align">{props.scene.lede}</p>
        </div>
        <Show when={stop()}>
          {(now) => (
            <>
              <div />
              <p class="say">
                <b>
                  Minute {now().from} to {now().to} of ten.
                </b>{" "}
                {now().stop.say}
              </p>
            </>
          )}
        </Show>
      </section>
      <Suspense fallback={<Waiting what="Opening the scene" />}>{props.children}</Suspense>
      <SceneFoot before={at(-1)} next={at(1)} isInClass={stop() !== undefined} />
    </>
  );
}

/** Which scene it is, the way to the others, and the presenter's mode. */
function SceneMargin(props: { readonly scene: SceneInfo }): JSX.Element {
  const presenter = createPresenter("Learn");
  return (
    <div class="in-margin">
      <p>
        <A href={routes.learn}>
          <b>Learn</b>
        </A>
        , scene {props.scene.number} of {scenes.length}
      </p>
      <nav aria-label="Scenes">
        <ol>
          <For each={scenes}>
            {(scene) => (
              <li>
                <A
                  href={routes.scene(scene.id)}
                  aria-current={scene.id === props.scene.id ? "page" : undefined}
                  class="scene-link"
                >
                  {scene.number} {scene.short}
                </A>
              </li>
            )}
          </For>
        </ol>
      </nav>
      <PresentSwitch presenter={presenter} />
    </div>
  );
}

function SceneFoot(props: {
  readonly before: SceneInfo | undefined;
  readonly next: SceneInfo | undefined;
  readonly isInClass: boolean;
}): JSX.Element {
  return (
    <nav class="row scene-foot" aria-label="Previous and next scene">
      <Show when={props.before}>
        {(before) => (
          <ButtonLink href={routes.scene(before().id)}>
            ← {before().number} {before().short}
          </ButtonLink>
        )}
      </Show>
      <Show
        when={props.next}
        fallback={
          <A class="btn btn--main push" href={routes.newRun}>
            Now with your own rows →
          </A>
        }
      >
        {(next) => (
          <A class="btn btn--main push" href={routes.scene(next().id, props.isInClass)}>
            {next().number} {next().short} →
          </A>
        )}
      </Show>
    </nav>
  );
}
