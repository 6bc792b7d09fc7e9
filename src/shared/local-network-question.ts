import { isLocalAddress } from "./local-address.ts";

/**
 * From a page of the public web a browser lets nothing reach this machine or its network before its user has agreed, and
 * it asks the user only about requests that do not pass through a service worker. So one bare request, which carries
 * nothing, goes around ours to have the question asked; all others pass through it as ever.
 */
const mark = "#may-we-reach-your-network";

/** What of a `Request` tells the question from every other request. */
interface Asked {
  readonly url: string;
  readonly method: string;
  readonly redirect: string;
  readonly credentials: string;
  readonly headers: { has(name: string): boolean };
}

/** The address that brings the browser's question up. The part after `#` is never sent. */
export function questionFor(origin: string): string {
  return `${origin}/${mark}`;
}

/** Scheme, host and port of an address that is nothing but an origin and the mark: no path, no words. */
const bareQuestion = new RegExp(`^https?://(?<host>[^/:?#@]+|\\[[^\\]]+\\])(:\\d+)?/${mark}$`);

/** Whether a request is that question and nothing else: no path, no words, no body, no key, nowhere but there. */
export function isQuestion(request: Asked): boolean {
  const host = bareQuestion.exec(request.url)?.groups?.["host"];
  return (
    host !== undefined &&
    isLocalAddress(host) &&
    request.method === "GET" &&
    request.redirect === "error" &&
    request.credentials === "omit" &&
    !request.headers.has("authorization")
  );
}
