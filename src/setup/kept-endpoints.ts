import type { RemoteChoice } from "../models/model-choice.ts";

/** An endpoint the user has set up: everything but its key. */
export interface Endpoint {
  readonly choice: RemoteChoice;
  /** When it last answered a check, and what it said then. */
  readonly checkedAt?: number;
  readonly said?: string;
  readonly ok?: boolean;
  /** Models its server listed then. */
  readonly listed?: readonly string[];
}

/** Names an endpoint among others. */
export const endpointKey = (choice: RemoteChoice): string => `${choice.baseUrl}\n${choice.model}`;

/** Endpoints as they were stored; what is none is left out. */
export function parseEndpoints(stored: unknown): readonly Endpoint[] {
  if (!Array.isArray(stored)) return [];
  return stored.filter(
    (item): item is Endpoint => item?.choice?.kind === "remote" && typeof item.choice.baseUrl === "string",
  );
}
