/**
 * The security headers of the studio, in one place: the service worker puts them on what it answers, and
 * `npm start` and the development server send the same. A `<meta>` policy does not bind workers, which is why
 * worker scripts get a header of their own.
 */

/** What kind of response the headers go on. Only the workers that host models may talk to hosts. */
export type GuardedKind = "document" | "worker" | "model-worker" | "sandbox-worker" | "service-worker";

interface PolicyOptions {
  /** Origins the user enabled; ignored for everything but the workers that host models. */
  readonly hosts?: readonly string[];
  /** The development server injects style elements and has no service worker to hold the list of hosts. */
  readonly development?: boolean;
}

function connectSources(kind: GuardedKind, options: PolicyOptions): string {
  if (kind === "sandbox-worker") return "'none'";
  // It asks for what the model workers may ask for, and its policy cannot change while it lives: `close-ways-out.ts`
  // holds the list of hosts. What a policy can do is to rule out sockets, which it never needs.
  if (kind === "service-worker") return "'self' http: https:";
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
    // WebKit has no manifest-src and complains about it on every document: there the default lets the manifest in.
    kind === "document" ? "default-src 'self'; object-src 'none'; media-src 'none'" : "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval' blob:",
    "worker-src 'self' blob:",
    `connect-src ${connectSources(kind, options)}`,
    ...style,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return directives.join("; ");
}

/** Powers of a browser that the studio has no use for: no script in it gets them either. */
const unusedPowers = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

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
    ...(kind === "document"
      ? {
          "Permissions-Policy": unusedPowers.map((power) => `${power}=()`).join(", "),
          "X-DNS-Prefetch-Control": "off",
        }
      : {}),
  };
}

/** Which kind a worker script is, by the name the build gives it (`student.worker-<hash>.js`). */
export function workerKind(pathname: string): GuardedKind {
  const name = pathname.slice(pathname.lastIndexOf("/") + 1);
  if (/^(?:student|[\w-]+-engine)\.worker/.test(name)) return "model-worker";
  if (name.startsWith("sandbox.worker")) return "sandbox-worker";
  return "worker";
}
