import { hostOf } from "../../models/host-of.ts";
import type { ForeignRequest } from "../../protocol/service-worker.ts";
import { isBilled } from "../../storage/is-billed.ts";
import type { ModelCallRow } from "../../storage/rows.ts";
import { formatCount, formatUsd } from "./numbers.ts";

const PURPOSES: Readonly<Record<ModelCallRow["purpose"], string>> = {
  student: "An answer of the Student",
  reflection: "An answer of the Reflection model",
  test: "Check of an endpoint",
  "model-list": "List of an endpoint’s models",
  download: "Download of a model",
  other: "A try outside of a run",
};

/** What a call was for. A run's test and the check of an endpoint are noted under one word: only a run has an id. */
export function purposeWords({ purpose, runId }: ModelCallRow): string {
  return purpose === "test" && runId !== undefined ? "A row of a sealed test" : PURPOSES[purpose];
}

/** What came of a call. */
export function answerWords({ status }: ModelCallRow): string {
  if (status === "blocked") return "held back here";
  if (status === "sent") return "no answer yet";
  if (status === "failed") return "no answer";
  return status < 400 ? "answered" : `refused with ${status}`;
}

/** What a call cost: a price nobody knows is not zero. */
export function costWords(call: ModelCallRow): string {
  if (call.costUsd !== undefined) return formatUsd(call.costUsd);
  return isBilled(call) ? "unknown" : "none";
}

const WHY = {
  "offline-lock": "refused: offline lock",
  "this-machine-only": "refused: this machine only",
  "host-not-enabled": "refused: host not allowed",
  "page-policy": "refused by the page's own policy",
} as const;

/** What came of a request. */
export function requestWords(request: ForeignRequest): string {
  if (request.status === "refused") return WHY[request.refusedBecause ?? "host-not-enabled"];
  if (request.status === "failed") return "no answer";
  return request.status === 0 ? "answered" : String(request.status);
}

interface HostSums {
  readonly requests: number;
  readonly refused: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
}

export interface HostLine extends HostSums {
  readonly name: string;
  readonly isSum: boolean;
}

/** What was asked of each host; of several also their sum. */
export function hostLines(totals: readonly (HostSums & { readonly origin: string })[]): readonly HostLine[] {
  const hosts = totals.map((host) => ({ ...host, name: hostOf(host.origin), isSum: false }));
  if (hosts.length < 2) return hosts;
  const sum = (pick: keyof HostSums): number => totals.reduce((all, one) => all + one[pick], 0);
  const all = {
    requests: sum("requests"),
    refused: sum("refused"),
    bytesOut: sum("bytesOut"),
    bytesIn: sum("bytesIn"),
  };
  return [...hosts, { ...all, name: "All hosts", isSum: true }];
}

/** What a request read and wrote. */
export function tokenWords({ usage }: ModelCallRow): string {
  return usage?.promptTokens === undefined
    ? "not told"
    : formatCount(usage.promptTokens + (usage.completionTokens ?? 0));
}
