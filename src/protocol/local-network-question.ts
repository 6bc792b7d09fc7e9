import { isLocalAddress } from "../shared/local-address.ts";

/**
 * From a page of the public web a browser lets nothing reach this machine or its network before its user has agreed, and
 * it asks the user only about requests that do not pass through a service worker. So one bare request, which carries
 * nothing, goes around ours to have the question asked; all others pass through it as ever.
 */
const mark = "#may-we-reach-your-network";

/** The address that brings the browser's question up. The part after `#` is never sent. */
export function questionFor(origin: string): string {
  return `${origin}/${mark}`;
}

/** Whether a request is that question and nothing else: no path, no words, no body, no key, nowhere but there. */
export function isQuestion(
  request: Pick<Request, "url" | "method" | "redirect" | "credentials" | "headers">,
): boolean {
  const url = new URL(request.url);
  return (
    url.hash === mark &&
    `${url.pathname}${url.search}` === "/" &&
    isLocalAddress(url.hostname) &&
    request.method === "GET" &&
    request.redirect === "error" &&
    request.credentials === "omit" &&
    !request.headers.has("authorization")
  );
}
