import { reasonOf } from "../../shared/reason-of.ts";

/** Faults a person can do something about, by what the browser calls them. */
const known: readonly (readonly [pattern: RegExp, words: string])[] = [
  [
    /quota ?(has been )?exceeded|QuotaExceeded/i,
    "the browser has no room left for this site. Free some on Storage & privacy; nothing that was stored is lost.",
  ],
  [
    /DatabaseClosed|database (connection )?is clos(ed|ing)|InvalidStateError/i,
    "the database was closed, perhaps by another tab. Reload the page; what was stored is safe.",
  ],
  [
    /dynamically imported module|module script/i,
    "a part of the page could not be loaded: the studio was updated or the network is gone. Reload the page.",
  ],
];

/** "The run could not be renamed: the database was closed…": what did not work, why, and what helps. */
export function faultWords(failed: string, thrown: unknown): string {
  const name = thrown instanceof Error ? thrown.name : "";
  const reason = reasonOf(thrown);
  const found = known.find(([pattern]) => pattern.test(`${name}: ${reason}`));
  return `${failed}: ${found?.[1] ?? (/[.!?]$/.test(reason) ? reason : `${reason}.`)}`;
}
