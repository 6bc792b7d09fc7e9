import { For, type JSX, Show } from "solid-js";

import { hostOf } from "../../../models/host-of.ts";
import type { RemoteChoice } from "../../../models/model-choice.ts";
import { type ModelServer, usualServers, withModel } from "../../../setup/own-servers.ts";
import { Button } from "../../kit/button.tsx";
import { useDeed } from "../../kit/deed.ts";
import { Problem } from "../../kit/problem.tsx";
import { asOptions, PickField } from "../../kit/select-of.tsx";
import type { Endpoints } from "../../state/create-endpoints.ts";
import { createServers } from "../../state/create-servers.ts";

/** Models of servers that are connected already, or were found on this machine: one choice makes each an endpoint. */
export function ServerModels(props: {
  readonly endpoints: Endpoints;
  readonly onUse?: (choice: RemoteChoice) => void;
  /** A second list on one page: the first one looks for both. */
  readonly isSecond?: boolean;
}): JSX.Element {
  const deed = useDeed();
  // The page's own list of endpoints, for as long as it stands.
  // eslint-disable-next-line solid/reactivity
  const servers = createServers(props.endpoints);
  const where = usualServers.map(({ label, baseUrl }) => `${label} (${hostOf(baseUrl)})`).join(" and ");
  const use = (server: ModelServer, model: string): Promise<boolean> =>
    deed("The model could not be kept", async () => {
      const choice = withModel(server, model);
      await props.endpoints.allow(choice.baseUrl);
      await props.endpoints.save({ choice, listed: server.models });
      props.onUse?.(choice);
    });
  return (
    <div class="stack-2">
      <For each={servers.list()}>
        {(server) => (
          <PickField
            label={`A model of ${hostOf(server.baseUrl)}`}
            none="Choose one"
            options={asOptions(server.models)}
            onPick={(model) => void use(server, model)}
          />
        )}
      </For>
      <Show when={props.isSecond !== true}>
        <p class="small">
          <Button link disabled={servers.isLooking()} onClick={() => void servers.look()}>
            {servers.isLooking() ? "Looking" : "Look for models on this machine"}
          </Button>{" "}
          <span class="soft">Asks {where} for their lists and nothing else, from then on at each visit.</span>
        </p>
        <p class="small" role="status">
          {servers.said().join(" ")}
        </p>
      </Show>
      <Problem text={servers.problem()} />
    </div>
  );
}
