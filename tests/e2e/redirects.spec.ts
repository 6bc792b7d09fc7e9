import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { expect, test } from "@playwright/test";

import { listeningHost } from "./support/listening-host.ts";
import { openStudio, setPolicy, startWorker } from "./support/studio.ts";

test("an enabled host cannot send a request with a body or a key on to another host", async ({ page }) => {
  const stranger = await listeningHost();
  const enabled = createServer((request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "authorization, content-type");
    if (request.method === "OPTIONS") response.writeHead(204).end();
    else response.writeHead(307, { Location: `${stranger.origin}/stolen` }).end();
  });
  await new Promise<void>((resolve) => enabled.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(enabled.address() as AddressInfo).port}`;
  await openStudio(page);
  await setPolicy(page, { locked: false, hosts: [origin] });
  const student = await startWorker(page, "student");
  const outcomes = await student.evaluate(async (url) => {
    const said = (sent: RequestInit): Promise<string> =>
      fetch(url, sent).then(
        () => "answered",
        () => "refused",
      );
    return [
      await said({ method: "POST", body: "rows of somebody" }),
      await said({ headers: { authorization: "Bearer key" } }),
    ];
  }, `${origin}/v1/chat/completions`);
  expect(outcomes).toEqual(["refused", "refused"]);
  expect(stranger.arrived()).toEqual([]);
  await stranger.close();
  enabled.closeAllConnections();
  enabled.close();
});

test("what left and what was refused is counted, and survives a restart of the page", async ({ page }) => {
  const host = await listeningHost();
  await openStudio(page);
  await setPolicy(page, { locked: false, hosts: [host.origin] });
  const student = await startWorker(page, "student");
  await student.evaluate(async (url) => {
    await (await fetch(url, { method: "POST", body: "twelve bytes" })).text();
  }, `${host.origin}/counted`);
  await setPolicy(page, { locked: true, hosts: [host.origin] });
  await student.evaluate(
    (url) =>
      fetch(url)
        .catch(() => undefined)
        .then(() => undefined),
    `${host.origin}/refused`,
  );
  await page.goto("/#/storage");
  const { host: name } = new URL(host.origin);
  await expect(page.getByText(name).first()).toBeVisible();
  const totals = (): Promise<unknown> =>
    page.evaluate(async (origin) => {
      const opened = indexedDB.open(`gepa-studio:${new URL("./", document.baseURI).pathname}:network`);
      await new Promise((resolve) => (opened.onsuccess = resolve));
      const read = opened.result.transaction("totals").objectStore("totals").get(origin);
      await new Promise((resolve) => (read.onsuccess = resolve));
      opened.result.close();
      return read.result as unknown;
    }, host.origin);
  const bytesOut = `${host.origin}/counted`.length + "twelve bytes".length;
  await expect
    .poll(totals)
    .toEqual({ origin: host.origin, requests: 1, refused: 1, bytesOut, bytesIn: "hello".length });
  await host.close();
});
