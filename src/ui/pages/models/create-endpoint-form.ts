import { type Accessor, createMemo, createSignal } from "solid-js";

import type { RemoteChoice } from "../../../models/model-choice.ts";
import { providerPresets } from "../../../models/remote/provider-presets.ts";
import { originOf } from "../../../platform/network-policy.ts";
import { areGood, type Limits, limitsOf } from "../../../setup/endpoint-limits.ts";
import { lookAtEndpoint, problemOfAddress, type Verdict } from "../../../setup/look-at-endpoint.ts";
import { firstTyped, type TypedEndpoint, typedChoice } from "../../../setup/typed-endpoint.ts";
import { createDeed } from "../../kit/deed.ts";
import type { Endpoints } from "../../state/create-endpoints.ts";
import { useWorkers } from "../../state/workers.tsx";

type Deed = ReturnType<typeof createDeed>;

interface EndpointFormState {
  readonly typed: Accessor<TypedEndpoint>;
  readonly preset: Accessor<(typeof providerPresets)[number] | undefined>;
  readonly limits: Accessor<Limits>;
  readonly setLimits: (limits: Limits) => void;
  readonly choosePreset: (id: string) => void;
  readonly typeAddress: (address: string) => void;
  readonly typeKey: (key: string) => void;
  readonly typeModel: (model: string) => void;
  readonly addressProblem: Accessor<string | undefined>;
  /** Models the address listed. */
  readonly listed: Accessor<readonly string[]>;
  /** What the last check said of what is typed; gone when that changes. */
  readonly verdict: Accessor<Verdict | undefined>;
  readonly checking: Deed;
  readonly saving: Deed;
  readonly check: () => void;
  readonly canSave: Accessor<boolean>;
  readonly save: () => void;
}

/** An endpoint being set up, or changed where `start` is one. */
export function createEndpointForm(
  endpoints: Endpoints,
  start: RemoteChoice | undefined,
  onSaved: (choice: RemoteChoice) => void,
): EndpointFormState {
  const workers = useWorkers();
  // A second model is most often one of the same server.
  const like = start ?? endpoints.list().at(-1)?.choice;
  const [typed, setTyped] = createSignal(firstTyped(start, like));
  const [limits, setLimits] = createSignal(limitsOf(start ?? {}));
  const [verdict, setVerdict] = createSignal<Verdict>();
  const [listed, setListed] = createSignal<readonly string[]>([]);
  const checking = createDeed("The check could not be made");
  const saving = createDeed("The endpoint could not be kept");
  const preset = createMemo(() => providerPresets.find((one) => one.id === typed().presetId));
  const type = (part: Partial<TypedEndpoint>): void => {
    setTyped({ ...typed(), ...part });
    setVerdict(undefined);
    if (part.baseUrl !== undefined || part.presetId !== undefined) setListed([]);
  };
  const choice = (): RemoteChoice => {
    const origin = originOf(typed().baseUrl);
    // Another model of this server was set up with a key.
    const isKeyed = endpoints
      .list()
      .some((other) => other.choice.needsKey && originOf(other.choice.baseUrl) === origin);
    return typedChoice(typed(), limits(), { start, like, isKeyed });
  };
  const allow = async (): Promise<void> => {
    const origin = originOf(typed().baseUrl);
    if (origin === undefined) return;
    await endpoints.allow(typed().baseUrl);
    if (typed().key !== "") await workers.rememberKey(origin, typed().key);
  };
  const addressProblem = (): string | undefined => problemOfAddress(typed().baseUrl);
  return {
    typed,
    preset,
    limits,
    setLimits,
    choosePreset: (presetId) => {
      const found = providerPresets.find((one) => one.id === presetId);
      type({ presetId, ...(found && { baseUrl: found.baseUrl }) });
    },
    typeAddress: (baseUrl) => type({ baseUrl }),
    typeKey: (key) => type({ key }),
    typeModel: (model) => type({ model }),
    addressProblem,
    listed,
    verdict,
    checking,
    saving,
    check: () => {
      setVerdict(undefined);
      void checking.run(async () => {
        await allow();
        const found = await lookAtEndpoint(await workers.students(), choice());
        if (found.model !== undefined) setTyped({ ...typed(), model: found.model });
        if (found.listed !== undefined) setListed(found.listed);
        setVerdict(found);
      });
    },
    canSave: () => addressProblem() === undefined && typed().model.trim() !== "" && areGood(limits()),
    save: () =>
      void saving.run(async () => {
        await allow();
        const said = verdict();
        await endpoints.save(
          {
            choice: choice(),
            ...(said ? { checkedAt: Date.now(), said: said.said, ok: said.ok } : {}),
            ...(listed().length > 0 ? { listed: listed() } : {}),
          },
          start,
        );
        onSaved(choice());
      }),
  };
}
