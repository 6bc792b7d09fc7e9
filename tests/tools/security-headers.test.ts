import { expect, test } from "vitest";

import { contentSecurityPolicy, securityHeaders } from "../../src/service-worker/security-headers.ts";

const kinds = ["document", "worker", "model-worker", "sandbox-worker", "service-worker"] as const;

/** What Chromium, Firefox and WebKit all know: an unknown directive is an error in the console of every document. */
const known = new Set(
  "default-src script-src worker-src connect-src style-src style-src-attr img-src font-src frame-src object-src media-src base-uri form-action frame-ancestors".split(
    " ",
  ),
);

test("every directive is one that all three engines know", () => {
  for (const kind of kinds) {
    const { "Content-Security-Policy": policy = "" } = securityHeaders(kind);
    for (const directive of policy.split("; ")) expect(known).toContain(directive.split(" ")[0]);
  }
});

test("a host that is enabled stands in the policy of the workers that host models and in no other", () => {
  const hosts = ["https://models.example"];
  for (const kind of kinds)
    expect(contentSecurityPolicy(kind, { hosts }).includes("models.example")).toBe(kind === "model-worker");
});

test("the service worker's policy rules sockets out, and a document gives up what it has no use for", () => {
  const sources = /connect-src ([^;]+)/.exec(contentSecurityPolicy("service-worker"))?.[1]?.split(" ") ?? [];
  expect(sources.toSorted()).toEqual(["'self'", "http:", "https:"]);
  expect(securityHeaders("document")["Permissions-Policy"]).toContain("camera=()");
  expect(securityHeaders("worker")["Permissions-Policy"]).toBeUndefined();
});
