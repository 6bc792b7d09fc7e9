/**
 * No header on a static server guards this scope, so it guards itself: loaded before any other module, it takes away
 * what talks to the network and leaves one `fetch` that reaches our own origin and the hosts enabled at that moment.
 * A service worker can make no other scope to fetch these things from again.
 */

type IsEnabled = (origin: string) => boolean;

let isEnabled: IsEnabled = () => false;

/** Says which foreign origins `fetch` may reach; until then none. */
export function openGateTo(enabled: IsEnabled): void {
  isEnabled = enabled;
}

const home = self.location.origin;
const fetchAnywhere = self.fetch.bind(self);
/** The slot itself, which no subclass or proxy can answer for. */
const readUrl = Object.getOwnPropertyDescriptor(Request.prototype, "url")?.get;

function originOf(input: RequestInfo | URL): string {
  const url = input instanceof Request ? String(readUrl?.call(input)) : String(input);
  return new URL(url, self.location.href).origin;
}

const gate: typeof fetch = async (input, init) => {
  const asked = input instanceof Request ? input : String(input);
  const origin = originOf(asked);
  if (origin === home || isEnabled(origin)) return fetchAnywhere(asked, init);
  throw new TypeError(`${origin} is not enabled: nothing was sent`);
};

/** What else could carry something out, by the object it hangs on. */
const waysOut: readonly (readonly [holder: object | undefined, names: readonly string[]])[] = [
  [
    globalThis,
    ["WebSocket", "WebSocketStream", "WebTransport", "EventSource", "importScripts", "XMLHttpRequest"],
  ],
  [globalThis.Cache?.prototype, ["add", "addAll"]],
  [prototypeOf("Clients"), ["openWindow"]],
  [prototypeOf("WindowClient"), ["navigate"]],
  [prototypeOf("BackgroundFetchManager"), ["fetch"]],
];

function prototypeOf(name: string): object | undefined {
  const constructor = (globalThis as unknown as Record<string, { readonly prototype: object } | undefined>)[
    name
  ];
  return constructor?.prototype;
}

for (const [holder, names] of waysOut) {
  // Some are defined on the scope's prototypes rather than on the scope.
  for (let at = holder; at != null && at !== Object.prototype; at = Object.getPrototypeOf(at) as object)
    for (const name of names) Reflect.deleteProperty(at, name);
}
for (let at: object | null = globalThis; at !== null; at = Object.getPrototypeOf(at) as object | null)
  if (Object.hasOwn(at, "fetch")) Reflect.deleteProperty(at, "fetch");
Object.defineProperty(globalThis, "fetch", { value: gate });
