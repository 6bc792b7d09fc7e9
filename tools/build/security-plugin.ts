import type { Plugin } from "vite";

import {
  contentSecurityPolicy,
  securityHeaders,
  workerKind,
  type GuardedKind,
} from "../../src/service-worker/security-headers.ts";

function guardedKind(url: string, accept: string): GuardedKind | undefined {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  if (searchParams.has("worker_file")) return workerKind(pathname);
  return accept.includes("text/html") ? "document" : undefined;
}

/**
 * The same headers the service worker sends: on the development server's documents and workers, and, as far as
 * an element can carry them, in the built page, which a plain static server sends without headers on a first visit.
 */
export function securityPlugin(): Plugin {
  let building = false;
  return {
    name: "gepa-security",
    configResolved(config) {
      building = config.command === "build";
    },
    transformIndexHtml() {
      if (!building) return [];
      const content = contentSecurityPolicy("document");
      return [
        {
          tag: "meta",
          attrs: { "http-equiv": "Content-Security-Policy", content },
          injectTo: "head-prepend" as const,
        },
      ];
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const kind = guardedKind(request.url ?? "/", request.headers.accept ?? "");
        const headers =
          kind === undefined
            ? {
                "Cross-Origin-Resource-Policy": "same-origin",
                "Cross-Origin-Embedder-Policy": "require-corp",
              }
            : securityHeaders(kind, { development: true });
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        next();
      });
    },
  };
}
