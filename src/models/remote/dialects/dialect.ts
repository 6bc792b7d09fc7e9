import type { CompletionRequest } from "../../language-model.ts";
import type { RemoteChoice } from "../../model-choice.ts";
import type { Reply } from "../../reply/reply.ts";

/** One call, before it is put into an endpoint's words. */
export interface WireCall {
  readonly choice: RemoteChoice;
  readonly request: CompletionRequest;
  /** Most tokens the endpoint may write, thinking included. */
  readonly maxTokens: number;
  readonly streams: boolean;
}

/**
 * A part of the body that a call can do without. Endpoints differ in what they take: the ways are tried in their order,
 * each until it is refused, and after the last one the part is left out.
 */
export interface Option {
  readonly key: string;
  /** Where it stands in the body ("a.b" is b within a), and what stands there. */
  readonly ways: readonly (readonly [path: string, value: unknown])[];
  /** What refusals call it beside the name it is sent by. */
  readonly alsoCalled?: RegExp;
  /** Its last way is kept even when that is refused too. */
  readonly isNeeded?: true;
}

export interface WireBody {
  readonly needed: Readonly<Record<string, unknown>>;
  readonly options: readonly Option[];
}

/** One way of speaking to a model over HTTP. */
export interface Dialect {
  /** Where calls go, below the base address. */
  path(model: string, streams: boolean): string;
  /** Where the list of models is. */
  readonly modelsPath: string;
  /** Takes a seed for its sampling. */
  readonly takesSeed: boolean;
  /** Can say how likely each token was. */
  readonly tellsChances: boolean;
  headers(key: string | undefined): Readonly<Record<string, string>>;
  body(call: WireCall): WireBody;
  /** Reads one piece: a whole reply, or one event of a stream. */
  take(reply: Reply, piece: Readonly<Record<string, unknown>>): void;
}

/** A part of the body that is sent only where there is a value for it. */
export function option(key: string, path: string, value: unknown, alsoCalled?: RegExp): readonly Option[] {
  if (value === undefined) return [];
  return [{ key, ways: [[path, value]], ...(alsoCalled === undefined ? {} : { alsoCalled }) }];
}
