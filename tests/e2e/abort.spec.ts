import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { expect, test } from "@playwright/test";

import { openStudio, setPolicy, startWorker } from "./support/studio.ts";

test("stopping a call that is under way hangs up on the host, also through the service worker", async ({
  page,
}) => {
  const hungUp: string[] = [];
  const slow = createServer((request, response) => {
    const path = request.url ?? "";
    response.once("close", () => hungUp.push(path));
    response.setHeader("Access-Control-Allow-Origin", "*");
    // One host never answers; the other begins and never ends.
    if (path === "/drip") response.writeHead(200, { "Content-Type": "text/plain" }).write("a beginning");
  });
  await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
  await openStudio(page);
  await setPolicy(page, { locked: false, hosts: [origin] });
  const student = await startWorker(page, "student");
  for (const path of ["/drip", "/silent"]) {
    const outcome = await student.evaluate(async (url) => {
      const stop = new AbortController();
      const name = crypto.randomUUID();
      // What every remote call does (src/models/remote/exchange.ts).
      stop.signal.addEventListener("abort", () =>
        new BroadcastChannel("gepa-studio:stopped-calls").postMessage(name),
      );
      setTimeout(() => stop.abort(), 400);
      return fetch(`${url}#call-${name}`, { signal: stop.signal })
        .then((response) => response.text())
        .then(
          () => "answered",
          (error: unknown) => (error as Error).name,
        );
    }, `${origin}${path}`);
    expect(outcome).toBe("AbortError");
    await expect.poll(() => hungUp).toContain(path);
  }
  slow.closeAllConnections();
  slow.close();
});

test("a call under way when the service worker ends is not sent a second time behind the back of who asked", async ({
  page,
  context,
}) => {
  let asked = 0;
  let answers = false;
  const slow = createServer((_, response) => {
    asked += 1;
    response.setHeader("Access-Control-Allow-Origin", "*");
    if (answers) response.end("an answer");
  });
  await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
  await openStudio(page);
  await setPolicy(page, { locked: false, hosts: [origin] });
  const student = await startWorker(page, "student");
  const ask = (name: string) =>
    student.evaluate(
      (url) =>
        fetch(url).then(
          (response) => response.text(),
          (error: unknown) => (error as Error).name,
        ),
      `${origin}/#call-${name}`,
    );
  const outcome = ask("first");
  await expect.poll(() => asked).toBe(1);
  const devtools = await context.newCDPSession(page);
  await devtools.send("ServiceWorker.enable");
  await devtools.send("ServiceWorker.stopAllWorkers");
  expect(await outcome).toBe("TypeError");
  expect(asked).toBe(1);
  // The control of the experiment: another call of the same worker goes through the service worker's next life.
  answers = true;
  expect(await ask("second")).toBe("an answer");
  slow.closeAllConnections();
  slow.close();
});
