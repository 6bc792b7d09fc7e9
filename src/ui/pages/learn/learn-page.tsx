import { A, useParams } from "@solidjs/router";
import { For, type JSX, Match, Show, Switch } from "solid-js";

import { classRoute } from "../../../lessons/class-route.ts";
import { sceneOf, scenes } from "../../../lessons/scenes.ts";
import { routes } from "../../../views/routes.ts";
import { Entry } from "../../kit/entry.tsx";
import { lazyPart } from "../../lazy-part.ts";
import { Published } from "./published.tsx";
import { SceneFrame } from "./scene-frame.tsx";

const BlindScene = lazyPart(() => import("./blind-scene.tsx"), "BlindScene");
const TracesScene = lazyPart(() => import("./traces-scene.tsx"), "TracesScene");
const IterationScene = lazyPart(() => import("./iteration-scene.tsx"), "IterationScene");
const FrontierScene = lazyPart(() => import("./frontier-scene.tsx"), "FrontierScene");
const MergeScene = lazyPart(() => import("./merge-scene.tsx"), "MergeScene");
const RaceScene = lazyPart(() => import("./race-scene.tsx"), "RaceScene");

/** Six scenes that use the real engine, and what others have published. Works offline. */
export function LearnPage(): JSX.Element {
  const params = useParams<{ readonly scene?: string }>();
  return (
    <main class="page learn">
      <Show when={sceneOf(params.scene)} fallback={<Contents unknown={params.scene} />} keyed>
        {(scene) => (
          <SceneFrame scene={scene}>
            <Switch>
              <Match when={scene.id === "blind"}>
                <BlindScene />
              </Match>
              <Match when={scene.id === "traces"}>
                <TracesScene />
              </Match>
              <Match when={scene.id === "iteration"}>
                <IterationScene />
              </Match>
              <Match when={scene.id === "frontier"}>
                <FrontierScene />
              </Match>
              <Match when={scene.id === "merge"}>
                <MergeScene />
              </Match>
              <Match when={scene.id === "race"}>
                <RaceScene />
              </Match>
            </Switch>
          </SceneFrame>
        )}
      </Show>
    </main>
  );
}

function Contents(props: { readonly unknown: string | undefined }): JSX.Element {
  return (
    <>
      <Entry
        first
        title="Learn"
        note="Six scenes, about five minutes each. They run in this page, also offline."
      >
        <div class="stack-5">
          <div class="split">
            <h1 class="huge">A prompt gets better when somebody reads why it failed</h1>
            <p class="lede end-align">
              GEPA is that idea made into a search: a cheap Student answers, a stronger model reads what went
              wrong and rewrites, and a frontier keeps every prompt that is best at something.
            </p>
          </div>
          <Show when={props.unknown}>
            <p class="say">There is no scene “{props.unknown}”. These are the six:</p>
          </Show>
          <p class="row">
            <A class="btn btn--main" href={routes.scene(classRoute[0]?.scene ?? "", true)}>
              Ten minutes with a class
            </A>
            <span class="small soft">
              {classRoute.length} of the scenes, with what to do at each. P shows them larger, for a
              projector.
            </span>
          </p>
          <ol class="contents">
            <For each={scenes}>
              {(scene) => (
                <li>
                  <span class="stepno">{scene.number}</span>
                  <div>
                    <h2>
                      <A href={routes.scene(scene.id)}>{scene.title}</A>
                    </h2>
                    <p class="note">{scene.lede}</p>
                  </div>
                </li>
              )}
            </For>
          </ol>
        </div>
      </Entry>
      <Published />
    </>
  );
}
