import { type Accessor, createEffect, createSignal } from "solid-js";

import {
  type Looked,
  lookedWords,
  lookForServers,
  type ModelServer,
  serversOf,
  usualServers,
} from "../../setup/own-servers.ts";
import { heldBackSentence } from "../../views/words/privacy-words.ts";
import { createDeed } from "../kit/deed.ts";
import type { Endpoints } from "./create-endpoints.ts";
import { createSetting } from "./create-setting.ts";
import { useWorkers } from "./workers.tsx";

/** Servers that are connected or were found on this machine, and the looking for them. */
interface Servers {
  /** Those with a model that is not set up yet. */
  readonly list: Accessor<readonly ModelServer[]>;
  /** Asks the usual addresses, by the user's word; from then on every visit looks by itself. */
  readonly look: () => Promise<boolean>;
  readonly isLooking: Accessor<boolean>;
  /** What the last look came to, beyond the list. */
  readonly said: Accessor<readonly string[]>;
  readonly problem: Accessor<string | undefined>;
}

/** What was found, for all pages of this visit. */
const [looked, setLooked] = createSignal<readonly Looked[]>();
/** Two lists of one page look once. */
let hasBegun = false;

export function createServers(endpoints: Endpoints): Servers {
  const workers = useWorkers();
  const [looks, keepLooks] = createSetting("looks-for-servers", (stored) => stored === true);
  const deed = createDeed("The servers of this machine could not be looked for");
  const addresses = usualServers.map(({ baseUrl }) => baseUrl);
  const look = (): Promise<boolean> =>
    deed.run(async () => {
      const held = heldBackSentence(endpoints.policy(), addresses);
      if (held !== undefined) return held;
      await endpoints.allow(...addresses);
      setLooked(await lookForServers(await workers.students()));
      await keepLooks(true);
      return undefined;
    });
  createEffect(() => {
    const mayLook = looks() === true && addresses.every(endpoints.isAllowed);
    if (!mayLook || hasBegun) return;
    hasBegun = true;
    void look();
  });
  const found = (): readonly ModelServer[] =>
    (looked() ?? []).flatMap((one) => (one.kind === "found" ? one.server : []));
  return {
    list: () => serversOf(endpoints.list(), found()),
    look,
    isLooking: deed.isBusy,
    said: () => lookedWords(looked() ?? []),
    problem: deed.problem,
  };
}
