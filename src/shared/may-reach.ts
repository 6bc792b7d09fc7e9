import { isLoopback } from "./local-address.ts";

/** The rules of what may leave; the service worker enforces them, pages put them in words. */
interface ReachRules {
  readonly locked: boolean;
  readonly onlyHere?: boolean;
  readonly hosts: readonly string[];
}

/** Of an exact origin, as `URL` writes it. */
const hostName = /^https?:\/\/(\[[^\]]+\]|[^:/]+)(:\d+)?$/;

const isHere = (origin: string): boolean => isLoopback(hostName.exec(origin)?.[1] ?? "");

/** Why a request to this origin must not leave; undefined where it may. */
export function refusalOf(
  rules: ReachRules,
  origin: string,
): "offline-lock" | "this-machine-only" | "host-not-enabled" | undefined {
  if (rules.locked) return "offline-lock";
  if (rules.onlyHere === true && !isHere(origin)) return "this-machine-only";
  return rules.hosts.includes(origin) ? undefined : "host-not-enabled";
}

/** The allowed hosts that can be reached as the rules are now. */
export function reachableHosts(rules: ReachRules): readonly string[] {
  return rules.hosts.filter((origin) => refusalOf(rules, origin) === undefined);
}
