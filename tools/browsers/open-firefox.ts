import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { BrowserPage, Engine } from "./browser-page.ts";
import { installedAt } from "./installed-at.ts";
import { until } from "./walk.ts";
import { webDriverPage, type SendCommand } from "./webdriver-session.ts";

/** Nothing a fresh profile asks, tells or fetches. */
const settings = (downloads: string): Readonly<Record<string, unknown>> => ({
  "browser.download.dir": downloads,
  // The window may be as narrow as a phone.
  "toolkit.legacyUserProfileCustomizations.stylesheets": true,
  "marionette.port": 0,
  "app.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "browser.aboutwelcome.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "browser.download.useDownloadDir": true,
  "browser.download.folderList": 2,
  "browser.download.alwaysOpenPanel": false,
  "dom.disable_beforeunload": true,
  // It asks the person whether a site may keep its data; nobody is there to press the button, so yes is pressed.
  "dom.storageManager.prompt.testing": true,
  "dom.storageManager.prompt.testing.allow": true,
});

/** Firefox's own window is at least 500 px wide otherwise. */
const narrowWindow = ":root { min-width: 0 !important; }";

/** Marionette, Firefox's own WebDriver server (firefox-source-docs.mozilla.org/testing/marionette): `length:json` over TCP. */
function overMarionette(socket: Socket): SendCommand {
  type Answer = readonly [1, number, Readonly<Record<string, unknown>> | null, unknown];
  const waiting = new Map<number, (answer: Answer) => void>();
  let heard = Buffer.alloc(0);
  let last = 0;
  socket.on("data", (piece: Buffer) => {
    heard = Buffer.concat([heard, piece]);
    for (;;) {
      const colon = heard.indexOf(58);
      const length = Number(heard.subarray(0, colon));
      if (colon < 0 || heard.length < colon + 1 + length) return;
      const said = JSON.parse(String(heard.subarray(colon + 1, colon + 1 + length))) as unknown;
      heard = heard.subarray(colon + 1 + length);
      // The first words are a greeting, not an answer.
      if (Array.isArray(said)) waiting.get(Number(said[1]))?.(said as unknown as Answer);
    }
  });
  // The page's own objects, as WebDriver has it; Marionette's default is a sandbox that sees them from outside.
  const inPage = { sandbox: null, newSandbox: false };
  return (name, given = {}) =>
    new Promise((resolve, reject) => {
      const parameters = name === "ExecuteAsyncScript" ? { ...inPage, ...given } : given;
      const id = (last += 1);
      const gone = (): void => reject(new Error("Firefox closed the connection"));
      socket.once("close", gone);
      waiting.set(id, ([, , error, value]) => {
        waiting.delete(id);
        socket.off("close", gone);
        if (error !== null) reject(new Error(`${String(error["error"])}: ${String(error["message"])}`));
        // Plain values come wrapped, answers of more than one field do not.
        else resolve((value as { readonly value?: unknown } | null)?.value ?? value);
      });
      const message = JSON.stringify([0, id, `WebDriver:${name}`, parameters]);
      socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
}

async function portOf(profile: string): Promise<number> {
  const file = join(profile, "MarionetteActivePort");
  for (let tries = 1; tries <= 900; tries += 1) {
    const port = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
    if (port > 0) return port;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("Firefox did not open its port for automation within 90 s");
}

const program = (): string | undefined => installedAt("firefox-esr", "firefox");

/** As a person reloads: Marionette's own command goes past the service worker, as the button does with Shift held. */
async function reload(page: BrowserPage): Promise<void> {
  const before = await page.evaluate(() => {
    setTimeout(() => location.reload());
    return performance.timeOrigin;
  });
  const isNew = (old: number): boolean =>
    performance.timeOrigin !== old && document.readyState === "complete";
  await until(page, "the page after its reload", isNew, before);
}

/** Firefox as it is installed, without a window. */
export const firefox: Engine = {
  name: "Firefox",
  absent: () => (program() === undefined ? "Firefox is not installed (Debian: firefox-esr)" : undefined),
  pageProcess: /-contentproc.* tab\s*$/,
  async open(downloads) {
    const profile = mkdtempSync(join(tmpdir(), "gepa-studio-firefox-"));
    const lines = Object.entries(settings(downloads)).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(join(profile, "user.js"), lines.join("\n"));
    mkdirSync(join(profile, "chrome"));
    writeFileSync(join(profile, "chrome", "userChrome.css"), narrowWindow);
    const browser = spawn(
      program() ?? "",
      ["--headless", "--marionette", "--no-remote", "--profile", profile],
      {
        stdio: "ignore",
        env: { ...process.env, HOME: profile },
      },
    );
    const end = (): void => {
      browser.kill("SIGKILL");
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    };
    process.once("exit", end);
    const port = await portOf(profile);
    const socket = connect(port, "127.0.0.1");
    await new Promise((resolve, reject) => socket.once("data", resolve).once("error", reject));
    const send = overMarionette(socket);
    const { capabilities } = (await send("NewSession", { strictFileInteractability: false })) as {
      readonly capabilities: Readonly<Record<string, unknown>>;
    };
    await send("SetTimeouts", { script: 60_000, pageLoad: 60_000 });
    const page = webDriverPage(send);
    return {
      version: String(capabilities["browserVersion"]),
      page: { ...page, reload: () => reload(page) },
      close: async () => {
        socket.destroy();
        end();
      },
    };
  },
};
