import { A } from "@solidjs/router";
import { type Accessor, createSignal, type JSX, onCleanup, onMount } from "solid-js";

import { type HostTotals, onForeignRequest, readHostTotals } from "../platform/foreign-requests.ts";
import { sumLedger } from "../storage/read/ledger.ts";
import { routes } from "../views/routes.ts";
import { type Left, leftOf, policySentence, privacySentence } from "../views/words/privacy-words.ts";
import { LockIcon } from "./kit/icons.tsx";
import { createStored } from "./state/create-live.ts";
import { createLoaded } from "./state/create-loaded.ts";
import { createPolicy } from "./state/create-policy.ts";

const GAP_MS = 500;

/**
 * What was asked of other hosts, host by host. Where our service worker stands between page and network its own count is
 * the truth; where it does not (development) the ledger of model calls is all there is.
 */
export function createForeignTotals(): Accessor<readonly HostTotals[] | undefined> {
  const isControlled = (navigator.serviceWorker?.controller ?? null) !== null;
  if (!isControlled) {
    const sums = createStored(sumLedger);
    return () => sums.value()?.origins;
  }
  const [version, setVersion] = createSignal(0);
  const totals = createLoaded(version, readHostTotals);
  onMount(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onForeignRequest(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setVersion(version() + 1);
      }, GAP_MS);
    });
    onCleanup(() => {
      clearTimeout(timer);
      stop();
    });
  });
  return totals.value;
}

/** What has left this machine: what was held back is not part of it. */
export function createLeft(): Accessor<Left | undefined> {
  const totals = createForeignTotals();
  return () => {
    const found = totals();
    return found && leftOf(found);
  };
}

/** The lock in the masthead: what may leave, else what has; leads to Storage & privacy. */
export function PrivacyLine(): JSX.Element {
  const left = createLeft();
  const [policy] = createPolicy();
  const said = (): string => policySentence(policy()) ?? privacySentence(left());
  return (
    <A
      class="sent"
      href={routes.storage}
      aria-label={`${said()}. See Storage & privacy`}
      title={`${policy()?.locked ? "The offline lock is on. " : ""}So far: ${privacySentence(left())}. See Storage & privacy`}
    >
      <LockIcon />
      <span>{said()}</span>
    </A>
  );
}
