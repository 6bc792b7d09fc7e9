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
export const documentWaysOut = ["image", "prefetch", "iframe", "iframe-srcdoc", "form"] as const;

export type WayOut = (typeof waysOut)[number] | (typeof documentWaysOut)[number];

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
      case "webrtc": {
        const { hostname, port } = new URL(url);
        const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${hostname}:${port}` }] });
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
