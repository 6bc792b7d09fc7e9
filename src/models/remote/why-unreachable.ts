import { isLocalAddress, isLoopback } from "../../shared/local-address.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { dialects } from "./dialects/dialects.ts";
import type { LocalNetworkState } from "./local-network.ts";
import { accessHint, type RemoteDialect } from "./provider-presets.ts";

/** Which part of a connection is wrong; `works` is none. */
export type ConnectionPart =
  | "works"
  | "address"
  | "key"
  | "page-not-allowed-or-unreachable"
  | "page-not-allowed"
  | "local-network-permission"
  | "insecure-address"
  | "model-name"
  /** Too many requests or tokens in a while; waiting helps. */
  | "rate"
  /** No credit or no allowance left; waiting does not help. */
  | "quota"
  /** It hung up before or in its answer. */
  | "cut"
  /** It sends requests on to another address. */
  | "redirected"
  | "server"
  | "no-network"
  | "blocked-here";

export interface ConnectionReport {
  readonly part: ConnectionPart;
  /** What was found and how to fix it. */
  readonly message: string;
  /** Round trip of a one-word call, milliseconds, where it was answered. */
  readonly latencyMs?: number;
  /** Models the endpoint lists, where it does. */
  readonly models?: readonly string[];
}

/** What the browser says of its surroundings; given from outside so that every answer can be tested. */
export interface Surroundings {
  readonly online: boolean;
  /** Origin of the page, and whether it is https. */
  readonly pageOrigin: string;
  /** State of the browser's permission to reach the local network, where it has one. */
  readonly localNetwork: LocalNetworkState;
}

/** As long as a host that is there takes to answer a bare request. */
const patienceMs = 5000;

/** A bare request, without key or words: how it fails says what the real one ran into. */
async function bareRequest(url: string, init: RequestInit): Promise<Response | undefined> {
  try {
    return await fetch(url, {
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(patienceMs),
      ...init,
    });
  } catch {
    return undefined;
  }
}

/** Headers a browser asks the server's leave for; sent with no key in them. */
function askedHeaders(dialect: RemoteDialect, needsKey: boolean): Record<string, string> {
  const own = dialects[dialect].headers(needsKey ? "none" : undefined);
  return { "content-type": "application/json", ...own };
}

/** What the browser or this machine itself stands in the way of, before any server is asked. */
function obstacleHere({ baseUrl }: RemoteChoice, around: Surroundings): ConnectionReport | undefined {
  const { hostname, origin, protocol } = new URL(baseUrl);
  const local = isLocalAddress(hostname);
  if (!local && !around.online)
    return { part: "no-network", message: "This machine is offline. Connect it, and test again." };
  if (protocol === "http:" && around.pageOrigin.startsWith("https:") && !isLoopback(hostname))
    return {
      part: "insecure-address",
      message: `A page opened over https may not call ${origin}, which is plain http. Put https before that server, or start this studio on your own machine with npm start.`,
    };
  const isAsked = local && !isLocalAddress(new URL(around.pageOrigin).hostname);
  if (isAsked && around.localNetwork === "denied")
    return {
      part: "local-network-permission",
      message: `The browser was told not to let this page reach your local network. Open the site settings beside the address bar, allow "Local network access", and test again.`,
    };
  if (isAsked && around.localNetwork === "prompt")
    return {
      part: "local-network-permission",
      message: `The browser asks whether this page may reach devices on your network, and got no answer yet. Test again and allow it.`,
    };
  return undefined;
}

/**
 * Why a call got no answer a page may read. A browser gives one error for all of it, so the same address is asked again
 * in ways that fail differently: following no redirect, with and without headers that need leave, and unreadably.
 */
export async function whyUnreachable(
  choice: RemoteChoice,
  key: string | undefined,
  around: Surroundings,
): Promise<ConnectionReport> {
  const here = obstacleHere(choice, around);
  if (here !== undefined) return here;
  const { hostname, origin } = new URL(choice.baseUrl);
  const url = `${choice.baseUrl}${dialects[choice.dialect].path(choice.model, false)}`;
  const plain = await bareRequest(url, { redirect: "manual" });
  if (plain !== undefined && (plain.type === "opaqueredirect" || (plain.status >= 300 && plain.status < 400)))
    return {
      part: "redirected",
      message: `${origin} sends requests on to another address, and a key or a prompt must not follow one. Enter the address it leads to: often https instead of http, another host name, or another path.`,
    };
  if (plain !== undefined) {
    const headers = askedHeaders(choice.dialect, choice.needsKey || key !== undefined);
    return (await bareRequest(url, { headers, redirect: "manual" })) === undefined
      ? {
          part: "page-not-allowed",
          message: `${origin} answers this page, but not with the headers a call needs (${Object.keys(headers).join(", ")}). ${accessHint(choice.provider)}`,
        }
      : {
          part: "cut",
          message: `${origin} took the request and hung up before it answered. Look into the log of that server, or of the proxy before it; it may have run out of memory or restarted. Then test again.`,
        };
  }
  if ((await bareRequest(choice.baseUrl, { mode: "no-cors" })) !== undefined)
    return {
      part: "page-not-allowed",
      message: `${origin} is there, but does not let this page in (CORS). ${accessHint(choice.provider)}`,
    };
  if (isLocalAddress(hostname))
    return {
      part: "page-not-allowed-or-unreachable",
      message: `Nothing answers at ${origin}. Is the server running, and on this port?`,
    };
  return {
    part: "page-not-allowed-or-unreachable",
    message: `${origin} could not be reached from this page. Check the address; a company network, a blocker or the offline lock of this studio may also refuse it.`,
  };
}
