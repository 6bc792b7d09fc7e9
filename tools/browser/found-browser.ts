/** A browser this machine can start, and what it needs to be started with. */
export interface FoundBrowser {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  /** Where it came from, in words for the terminal. */
  readonly source: string;
}

/** Arguments every automated start uses: works as root, and asks nobody for updates. */
export const automationArgs: readonly string[] = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--no-default-browser-check",
];

/** This process's environment without the holes its type allows. */
export function processEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
