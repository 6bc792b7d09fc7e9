import { callNameOf, stoppedCallsChannel } from "../shared/stopped-calls.ts";

const underWay = new Map<string, AbortController>();

new BroadcastChannel(stoppedCallsChannel).addEventListener("message", (event: MessageEvent<unknown>) => {
  if (typeof event.data === "string") underWay.get(event.data)?.abort();
});

/** Runs a fetch that ends when the page gives the call up. */
export async function stoppable(
  url: string,
  act: (signal?: AbortSignal) => Promise<Response>,
): Promise<Response> {
  const name = callNameOf(url);
  if (name === undefined) return act();
  const controller = new AbortController();
  underWay.set(name, controller);
  try {
    return await act(controller.signal);
  } finally {
    underWay.delete(name);
  }
}
