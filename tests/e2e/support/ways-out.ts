/** Every way a script could try to send something to another machine. */
export const waysOut = [
  "fetch",
  "fetch-no-cors",
  "post",
  "xhr",
  "websocket",
  "event-source",
  "beacon",
  "import",
  "nested-blob-worker",
  "nested-data-worker",
  "web-transport",
  "webrtc",
] as const;

/** Ways that need a document. */
export const documentWaysOut = [
  "image",
  "prefetch",
  "iframe",
  "iframe-srcdoc",
  "form",
  "window-open",
] as const;

/** Ways of a document that are known to lead out and stand in SECURITY.md; tried by the table, asserted by no test. */
export const knownWaysOut = ["webrtc-in-frame", "window-open-in-frame", "preconnect"] as const;

/** Ways of a service worker's own scope. */
export const serviceWorkerWaysOut = [
  "fetch",
  "fetch-no-cors",
  "post",
  "xhr",
  "websocket",
  "event-source",
  "import",
  "web-transport",
  "cache-add",
  "import-scripts",
  "background-fetch",
  "open-window",
  "navigate-client",
] as const;

export type WayOut =
  | (typeof waysOut)[number]
  | (typeof documentWaysOut)[number]
  | (typeof knownWaysOut)[number]
  | (typeof serviceWorkerWaysOut)[number];

/** Everything tried at once from wherever this function is evaluated; it must not refer to anything outside itself. */
export async function tryWayOut({
  way,
  url,
}: {
  readonly way: WayOut;
  readonly url: string;
}): Promise<string> {
  const limited = (outcome: Promise<string>): Promise<string> =>
    Promise.race([outcome, new Promise<string>((resolve) => setTimeout(() => resolve("no answer"), 1500))]);
  const from = (start: (done: (word: string) => void) => void): Promise<string> =>
    limited(new Promise<string>(start));
  const code = `fetch(${JSON.stringify(url)}).then(()=>postMessage("reached"),()=>postMessage("refused"))`;
  const worker = (address: string): Promise<string> =>
    from((done) => {
      const nested = new Worker(address);
      nested.onmessage = (event: MessageEvent<string>) => done(event.data);
      nested.onerror = () => done("refused");
    });
  try {
    switch (way) {
      case "fetch":
        return `reached, status ${(await fetch(url)).status}`;
      case "fetch-no-cors":
        return `reached, ${(await fetch(url, { mode: "no-cors" })).type}`;
      case "post":
        return `reached, status ${(await fetch(url, { method: "POST", body: "what nobody may read" })).status}`;
      case "xhr":
        return await from((done) => {
          const request = new XMLHttpRequest();
          request.onload = () => done("reached");
          request.onerror = () => done("refused");
          request.open("GET", url);
          request.send();
        });
      case "websocket":
        return await from((done) => {
          const socket = new WebSocket(url.replace("http", "ws"));
          socket.onopen = () => done("reached");
          socket.onerror = () => done("refused");
        });
      case "event-source":
        return await from((done) => {
          const source = new EventSource(url);
          source.onopen = () => done("reached");
          source.onerror = () => {
            source.close();
            done("refused");
          };
        });
      case "beacon":
        return "sendBeacon" in navigator
          ? String(navigator.sendBeacon(url, "what nobody may read"))
          : "absent";
      case "import":
        await import(/* @vite-ignore */ url);
        return "reached";
      case "nested-blob-worker":
        return await worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
      case "nested-data-worker":
        return await worker(`data:text/javascript,${encodeURIComponent(code)}`);
      case "web-transport":
        await new WebTransport(url.replace("http:", "https:")).ready;
        return "reached";
      case "webrtc-in-frame":
      case "webrtc": {
        const { hostname, port } = new URL(url);
        const frame = way === "webrtc" ? undefined : document.createElement("iframe");
        if (frame !== undefined) document.body.append(frame);
        const scope = (frame?.contentWindow ?? globalThis) as unknown as typeof globalThis;
        const peer = new scope.RTCPeerConnection({ iceServers: [{ urls: `stun:${hostname}:${port}` }] });
        peer.createDataChannel("out");
        await peer.setLocalDescription(await peer.createOffer());
        return await from(() => undefined);
      }
      case "image":
        return await from((done) => {
          const image = new Image();
          image.onload = () => done("reached");
          image.onerror = () => done("refused");
          image.src = url;
        });
      case "prefetch": {
        for (const rel of ["prefetch", "modulepreload", "stylesheet", "manifest", "icon"]) {
          const link = document.createElement("link");
          link.rel = rel;
          link.href = `${url}-${rel}`;
          document.head.append(link);
        }
        return await from(() => undefined);
      }
      case "iframe":
      case "iframe-srcdoc": {
        const frame = document.createElement("iframe");
        if (way === "iframe") frame.src = url;
        else frame.srcdoc = `<script>${code}</script><img src="${url}"><link rel="stylesheet" href="${url}">`;
        document.body.append(frame);
        const outcome = await from(() => undefined);
        frame.remove();
        return outcome;
      }
      case "preconnect": {
        const link = document.createElement("link");
        link.rel = "preconnect";
        link.href = url;
        document.head.append(link);
        return await from(() => undefined);
      }
      case "window-open-in-frame": {
        const frame = document.createElement("iframe");
        document.body.append(frame);
        frame.contentWindow?.open(url);
        return await from(() => undefined);
      }
      case "window-open":
        globalThis.open(url);
        return await from(() => undefined);
      case "cache-add":
        await (await caches.open("ways-out")).add(new Request(url, { mode: "no-cors" }));
        return "reached";
      case "import-scripts":
        (globalThis as unknown as { importScripts: (address: string) => void }).importScripts(url);
        return "reached";
      case "background-fetch":
        await (
          globalThis as unknown as {
            registration: { backgroundFetch: { fetch: (id: string, url: string) => Promise<unknown> } };
          }
        ).registration.backgroundFetch.fetch("out", url);
        return await from(() => undefined);
      case "open-window":
      case "navigate-client": {
        const { clients } = globalThis as unknown as {
          readonly clients: {
            readonly openWindow: (url: string) => Promise<unknown>;
            readonly matchAll: () => Promise<readonly { navigate: (url: string) => Promise<unknown> }[]>;
          };
        };
        if (way === "open-window") await clients.openWindow(url);
        else await (await clients.matchAll())[0]?.navigate(url);
        return "reached";
      }
      case "form": {
        const form = document.createElement("form");
        form.action = url;
        form.target = "_blank";
        document.body.append(form);
        form.submit();
        return await from(() => undefined);
      }
    }
  } catch (error) {
    return `refused: ${String(error)}`;
  }
}
