import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "../serve/free-port.ts";
import type { Engine } from "./browser-page.ts";
import { installedAt } from "./installed-at.ts";
import { openDisplay } from "./virtual-display.ts";
import { webDriverPage, type CommandName, type SendCommand } from "./webdriver-session.ts";

/** WebKitGTK's small browser, which its driver steers; distributions keep it beside the library. */
function miniBrowser(): string | undefined {
  const library = "/usr/lib";
  const folders = [library, ...["x86_64-linux-gnu", "aarch64-linux-gnu"].map((each) => join(library, each))];
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => /^webkit(2gtk|gtk)-/.test(name))
        .map((name) => join(folder, name, "MiniBrowser")),
    )
    .find((path) => existsSync(path));
}

/** Its window may be as narrow as a phone: the buttons around the page take no more room than they must. */
const narrowWindow = "* { padding: 0; margin: 0; min-width: 0; } toolbar, headerbar { font-size: 6px; }\n";

/** How each command is asked for over HTTP; `ID` is the element's. */
const requests: Readonly<Record<CommandName, string>> = {
  NewSession: "POST /session",
  DeleteSession: "DELETE ",
  SetTimeouts: "POST /timeouts",
  Navigate: "POST /url",
  Refresh: "POST /refresh",
  Back: "POST /back",
  ExecuteAsyncScript: "POST /execute/async",
  ElementClick: "POST /element/ID/click",
  ElementSendKeys: "POST /element/ID/value",
  ElementClear: "POST /element/ID/clear",
  PerformActions: "POST /actions",
  GetWindowRect: "GET /window/rect",
  SetWindowRect: "POST /window/rect",
  MinimizeWindow: "POST /window/minimize",
  GetWindowHandle: "GET /window",
  NewWindow: "POST /window/new",
  SwitchToWindow: "POST /window",
  CloseWindow: "DELETE /window",
  TakeScreenshot: "GET /screenshot",
};

function overHttp(driver: string): SendCommand {
  let session = "";
  return async (name, parameters = {}) => {
    const [method = "", path = ""] = requests[name].split(" ");
    const address = `${driver}${session}${path.replace("ID", String(parameters["id"]))}`;
    const body = method === "POST" ? { body: JSON.stringify(parameters) } : {};
    const response = await fetch(address, {
      method,
      headers: { "content-type": "application/json" },
      ...body,
    });
    const { value } = (await response.json()) as { readonly value: Readonly<Record<string, unknown>> };
    if (!response.ok) throw new Error(`${String(value["error"])}: ${String(value["message"])}`);
    if (name === "NewSession") session = `/session/${String(value["sessionId"])}`;
    return value;
  };
}

async function whenReady(driver: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await fetch(`${driver}/status`);
      return;
    } catch (error) {
      if (tries === 600) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Its other windows, and the tabs of this one, leave a page in view. */
async function putAway(send: SendCommand, milliseconds: number): Promise<void> {
  const place = (await send("GetWindowRect")) as Readonly<Record<string, unknown>>;
  await send("MinimizeWindow");
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  await send("SetWindowRect", place);
}

/** WebKitGTK, the engine nearest to Safari, through WebKitWebDriver under a display of its own. */
export const webKit: Engine = {
  name: "WebKit",
  absent: () => {
    if (installedAt("WebKitWebDriver") === undefined || miniBrowser() === undefined)
      return "WebKitWebDriver is not installed (Debian: webkit2gtk-driver)";
    return process.env["DISPLAY"] === undefined && installedAt("Xvfb") === undefined
      ? "there is neither a display nor Xvfb (Debian: xvfb)"
      : undefined;
  },
  pageProcess: /WebKitWebProcess/,
  async open(downloads) {
    // Its files go where the desktop's settings say that downloads go.
    const home = mkdtempSync(join(tmpdir(), "gepa-studio-webkit-"));
    mkdirSync(join(home, ".config"));
    writeFileSync(join(home, ".config", "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
    mkdirSync(join(home, ".config", "gtk-3.0"));
    writeFileSync(join(home, ".config", "gtk-3.0", "gtk.css"), narrowWindow);
    const display = await openDisplay();
    const port = await freePort();
    const driver = spawn("WebKitWebDriver", ["-p", String(port)], {
      stdio: "ignore",
      env: {
        ...process.env,
        HOME: home,
        XDG_CONFIG_HOME: join(home, ".config"),
        DISPLAY: display.name,
        GDK_BACKEND: "x11",
        WEBKIT_DISABLE_DMABUF_RENDERER: "1",
        // Without a locale it calls its language "C", which no Intl function takes.
        LANG: "en_US.UTF-8",
        LANGUAGE: "en_US:en",
        LC_ALL: "en_US.UTF-8",
      },
    });
    const end = (): void => {
      driver.kill();
      display.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    };
    process.once("exit", end);
    const send = overHttp(`http://127.0.0.1:${port}`);
    await whenReady(`http://127.0.0.1:${port}`);
    const binary = miniBrowser() ?? "";
    const { capabilities } = (await send("NewSession", {
      capabilities: {
        alwaysMatch: {
          "webkitgtk:browserOptions": {
            binary,
            args: ["--automation"],
          },
        },
      },
    })) as { readonly capabilities: Readonly<Record<string, unknown>> };
    await send("SetTimeouts", { script: 60_000, pageLoad: 60_000 });
    return {
      version: String(capabilities["browserVersion"]),
      page: { ...webDriverPage(send), lookAway: (milliseconds) => putAway(send, milliseconds) },
      close: async () => {
        await send("DeleteSession").catch(() => undefined);
        end();
      },
    };
  },
};
