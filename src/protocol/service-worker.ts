/** What crosses between the page and our service worker (types only). */

/** What may leave this machine. Nothing foreign is enabled until the user enables it. */
export interface NetworkPolicy {
  /** The offline lock: while it is on nothing leaves, whatever `hosts` says. */
  readonly locked: boolean;
  /** Of `hosts` only programs on this very machine are reached. */
  readonly onlyHere?: boolean;
  /** Exact origins, e.g. `https://api.openai.com`. */
  readonly hosts: readonly string[];
}

/** One request to another origin, let through or refused. */
export interface ForeignRequest {
  readonly at: number;
  readonly origin: string;
  readonly method: string;
  /** Bytes of address and body. */
  readonly bytesOut: number;
  /** Bytes of body received; 0 where the browser hides it. */
  readonly bytesIn: number;
  /** HTTP status, 0 where the browser hides it. */
  readonly status: number | "failed" | "refused";
  readonly refusedBecause?: "offline-lock" | "this-machine-only" | "host-not-enabled" | "page-policy";
}

/** What of the studio is stored for use without a network, in bytes. */
export interface OfflineState {
  readonly storedBytes: number;
  readonly totalBytes: number;
}

export type PageMessage =
  | { readonly kind: "set-policy"; readonly policy: NetworkPolicy }
  | { readonly kind: "store-for-offline" }
  | { readonly kind: "offline-state" }
  /** Takes over from the version before; sent only after the user agreed. */
  | { readonly kind: "activate-update" };

/** Answers over the message's own port. */
export type ServiceWorkerReply =
  | { readonly kind: "done" }
  | { readonly kind: "offline-state"; readonly state: OfflineState }
  | { readonly kind: "failed"; readonly message: string };

/** News to every open page. */
export type ServiceWorkerNews =
  | { readonly kind: "foreign-request"; readonly request: ForeignRequest }
  | { readonly kind: "policy-changed"; readonly policy: NetworkPolicy };

/** A file of the build, as the build lists it. */
export interface BuiltFile {
  /** Relative to the folder the studio is served from. */
  readonly url: string;
  /** Content hash, or null where the name holds one. */
  readonly revision: string | null;
  readonly bytes: number;
}
