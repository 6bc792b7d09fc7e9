import { writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

import type { BrowserPage } from "./browser-page.ts";
import { findElement, wordsOf, type Target } from "./find-element.ts";

/** The commands of WebDriver (w3.org/TR/webdriver2) that are used here. */
export type CommandName =
  | "NewSession"
  | "DeleteSession"
  | "SetTimeouts"
  | "Navigate"
  | "Refresh"
  | "Back"
  | "ExecuteAsyncScript"
  | "ElementClick"
  | "ElementSendKeys"
  | "ElementClear"
  | "PerformActions"
  | "GetWindowRect"
  | "SetWindowRect"
  | "MinimizeWindow"
  | "GetWindowHandle"
  | "NewWindow"
  | "SwitchToWindow"
  | "CloseWindow"
  | "TakeScreenshot";

/** Sends one command to a browser and gives back its value; rejects with the browser's own error. */
export type SendCommand = (
  name: CommandName,
  parameters?: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

/** Name of a reference to an element, fixed by the standard. */
const elementKey = "element-6066-11e4-a52e-4f735466cecf";

/** Keys by the code points the standard gives them. */
const keyCodes: Readonly<Record<string, string>> = {
  Control: "\uE009",
  Shift: "\uE008",
  Enter: "\uE007",
  Escape: "\uE00C",
  Tab: "\uE004",
  Space: " ",
};

const findForMs = 45_000;
const lookEveryMs = 100;

/** Runs in the page as the body of an asynchronous script; the functions' names are kept by a helper where tsx built them. */
function scriptOf(act: (argument: never) => unknown): string {
  return `const __name = (each) => each;
    const [argument, done] = [arguments[0], arguments[arguments.length - 1]];
    Promise.resolve().then(() => (${act.toString()})(argument)).then(
      (value) => done({ value }), (error) => done({ error: String(error) }));`;
}

/**
 * Until an element rests in the middle of the window, where nothing that sticks to an edge lies over it: a click goes to
 * where it was, and what comes late above it moves it away.
 */
const atRest = `const [element, done] = arguments;
  const end = Date.now() + 2000;
  let last = "";
  const look = () => {
    element.scrollIntoView({ block: "center" });
    const { top, left } = element.getBoundingClientRect();
    const now = [top, left].join();
    if (now === last || Date.now() > end) return done();
    last = now;
    setTimeout(look, 100);
  };
  look();`;

const mostTries = 10;

/** Notes on the element whether a click came to it. */
const watchClick = `const [element, done] = arguments;
  element.wasClicked = false;
  element.addEventListener("click", () => { element.wasClicked = true; }, { capture: true, once: true });
  done();`;
const wasClicked = `const [element, done] = arguments; done(element.wasClicked === true);`;

/** A script is cut off when the page reloads under it. */
function isCutOff(error: unknown): boolean {
  return /navigat|unload|discard|destroyed|no such window|context|aborted|document/i.test(String(error));
}

/** Keys pressed one after the other and let go the other way round. */
function keyActions(keys: string): readonly { readonly type: string; readonly value: string }[] {
  const codes = keys.split("+").map((key) => keyCodes[key] ?? key);
  return [
    ...codes.map((value) => ({ type: "keyDown", value })),
    ...codes.toReversed().map((value) => ({ type: "keyUp", value })),
  ];
}

/** Clicks on an element, which is looked for anew for each try, until a click has come to it. */
async function clickOn(send: SendCommand, find: () => Promise<string>, words: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const id = await find();
    const args = [{ [elementKey]: id }];
    for (const script of [atRest, watchClick]) await send("ExecuteAsyncScript", { script, args });
    // A part of the page that came just then moved it under another: some drivers say so, some click what is there.
    try {
      await send("ElementClick", { id });
    } catch (error) {
      if (tries === mostTries || !/click intercepted|stale element/.test(String(error))) throw error;
      continue;
    }
    // What a click takes away, or leaves with its page, was clicked.
    const came = await send("ExecuteAsyncScript", { script: wasClicked, args }).catch(() => true);
    if (came !== false) return;
    if (tries === mostTries) throw new Error(`no click came to ${words}`);
  }
}

/** A page driven by WebDriver commands, whatever carries them. */
export function webDriverPage(send: SendCommand): BrowserPage {
  const run = async (act: (argument: never) => unknown, argument: unknown): Promise<unknown> => {
    const script = scriptOf(act);
    for (let tries = 1; ; tries += 1) {
      try {
        const outcome = await send("ExecuteAsyncScript", { script, args: [argument ?? null] });
        // Firefox answers with nothing where the page went away in between.
        if (outcome === null) throw new Error("the script's page was destroyed");
        return outcome;
      } catch (error) {
        if (tries === 5 || !isCutOff(error)) throw error;
        await pause(300);
      }
    }
  };
  const evaluate: BrowserPage["evaluate"] = async (act, argument) => {
    const outcome = (await run(act as never, argument)) as { value?: unknown; error?: string };
    if (outcome.error !== undefined) throw new Error(`in the page: ${outcome.error}`);
    return outcome.value as never;
  };
  /** Waits until the element is there; elements cannot be inside `evaluate`'s plain data. */
  const idOf = async (target: Target): Promise<string> => {
    for (let waited = 0; ; waited += lookEveryMs) {
      const { value } = (await run(findElement as never, target)) as {
        readonly value: Readonly<Record<string, string>> | null;
      };
      const id = value?.[elementKey];
      if (id !== undefined) return id;
      if (waited >= findForMs) throw new Error(`there is no ${wordsOf(target)}`);
      await pause(lookEveryMs);
    }
  };
  return {
    goto: async (url) => void (await send("Navigate", { url })),
    reload: async () => void (await send("Refresh")),
    back: async () => void (await send("Back")),
    evaluate,
    click: (target) => clickOn(send, () => idOf(target), wordsOf(target)),
    fill: async (target, text) => {
      const id = await idOf(target);
      await send("ElementClear", { id });
      await send("ElementSendKeys", { id, text });
    },
    chooseFile: async (target, path) =>
      void (await send("ElementSendKeys", { id: await idOf(target), text: path })),
    press: async (keys) =>
      void (await send("PerformActions", {
        actions: [{ type: "key", id: "keyboard", actions: keyActions(keys) }],
      })),
    resize: async (width, height) => {
      await send("SetWindowRect", { width, height });
      // The window's own bars are part of that size: asked for again with what they take.
      const inner = await evaluate(() => ({ width: innerWidth, height: innerHeight }));
      await send("SetWindowRect", { width: 2 * width - inner.width, height: 2 * height - inner.height });
    },
    lookAway: async (milliseconds) => {
      const own = await send("GetWindowHandle");
      const { handle } = (await send("NewWindow", { type: "tab" })) as { readonly handle: string };
      await send("SwitchToWindow", { handle });
      await pause(milliseconds);
      await send("CloseWindow");
      await send("SwitchToWindow", { handle: own });
    },
    picture: async (path) => writeFileSync(path, Buffer.from(String(await send("TakeScreenshot")), "base64")),
  };
}
