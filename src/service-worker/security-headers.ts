/**
 * The security headers of the studio, in one place: the service worker puts them on what it answers, and
 * `npm start` and the development server send the same. A `<meta>` policy does not bind workers, which is why
 * worker scripts get a header of their own.
 */

/** What kind of response the headers go on. Only the workers that host models may talk to hosts. */
export type GuardedKind = "document" | "worker" | "model-worker" | "sandbox-worker";

export interface PolicyOptions {
  /** Origins the user enabled; ignored for everything but the workers that host models. */
  readonly hosts?: readonly string[];
  /** The development server injects style elements and has no service worker to hold the list of hosts. */
  readonly development?: boolean;
}

function connectSources(kind: GuardedKind, options: PolicyOptions): string {
  if (kind === "sandbox-worker") return "'none'";
  // blob: and data: never leave the machine; engines read their own parts that way.
  const local = "'self' blob: data:";
  if (kind !== "model-worker") return local;
  const hosts = options.development === true ? ["http:", "https:"] : (options.hosts ?? []);
  return [local, ...hosts].join(" ");
}

/** The Content-Security-Policy for one response. */
export function contentSecurityPolicy(kind: GuardedKind, options: PolicyOptions = {}): string {
  const style =
    options.development === true
      ? ["style-src 'self' 'unsafe-inline'"]
      : // Attributes only: templates carry a few; no element may bring rules of its own.
        ["style-src 'self'", "style-src-attr 'unsafe-inline'"];
  const directives = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval' blob:",
    "worker-src 'self' blob:",
    `connect-src ${connectSources(kind, options)}`,
    ...style,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return directives.join("; ");
}

/** Every header a document or a worker script carries. */
export function securityHeaders(
  kind: GuardedKind,
  options: PolicyOptions = {},
): Readonly<Record<string, string>> {
  const policy = contentSecurityPolicy(kind, options);
  return {
    "Content-Security-Policy": kind === "document" ? `${policy}; frame-ancestors 'none'` : policy,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  };
}

/** Which kind a worker script is, by the name the build gives it (`student.worker-<hash>.js`). */
export function workerKind(pathname: string): GuardedKind {
  const name = pathname.slice(pathname.lastIndexOf("/") + 1);
  if (name.startsWith("student.worker") || name.startsWith("webllm.worker")) return "model-worker";
  if (name.startsWith("sandbox.worker")) return "sandbox-worker";
  return "worker";
}
