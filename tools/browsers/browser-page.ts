import type { Target } from "./find-element.ts";

/** One page of a real browser, as much of it as a walk through the studio needs. */
export interface BrowserPage {
  readonly goto: (address: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  readonly back: () => Promise<void>;
  /** Runs a function in the page; it must not refer to anything outside itself. */
  readonly evaluate: <Result, Argument = undefined>(
    act: (argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ) => Promise<Result>;
  readonly click: (target: Target) => Promise<void>;
  /** Replaces what stands in a field. */
  readonly fill: (target: Target, text: string) => Promise<void>;
  /** Gives a file of this machine to a file field. */
  readonly chooseFile: (target: Target, path: string) => Promise<void>;
  /** One key, or several held together: `Control+k`. */
  readonly press: (keys: string) => Promise<void>;
  /** Sets the page's size, as near to it as the browser's window goes. */
  readonly resize: (width: number, height: number) => Promise<void>;
  /** A person looks elsewhere for so long: another tab is in front, or the window is put away. */
  readonly lookAway: (milliseconds: number) => Promise<void>;
  /** Out of sight the browser also puts the page to sleep for so long, as on a phone; absent where a driver cannot. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly picture: (path: string) => Promise<void>;
}

/** A running browser with one page. */
export interface OpenBrowser {
  readonly version: string;
  readonly page: BrowserPage;
  readonly close: () => Promise<void>;
}

export interface Engine {
  readonly name: "Chromium" | "Firefox" | "WebKit";
  /** Why it cannot be driven here, in words; undefined where it can. */
  readonly absent: () => string | undefined;
  /** How the command line of a process that holds pages is told from the browser's others. */
  readonly pageProcess: RegExp;
  /** Starts it with an empty profile; what pages hand over as files lands in the folder. */
  readonly open: (downloads: string) => Promise<OpenBrowser>;
}
