import { automationArgs, processEnvironment, type FoundBrowser } from "./found-browser.ts";
import { installedBrowser } from "./installed-browser.ts";
import { packagedBrowser } from "./packaged-browser.ts";

export type { FoundBrowser } from "./found-browser.ts";

let found: FoundBrowser | undefined;

function search(): FoundBrowser {
  if (process.env["GEPA_PACKAGED_BROWSER"] !== "1") {
    const path = installedBrowser();
    if (path !== undefined) {
      return { executablePath: path, args: automationArgs, env: processEnvironment(), source: path };
    }
  }
  return packagedBrowser();
}

/**
 * An installed Chrome, Chromium or Edge; where there is none, the one that comes with an npm
 * devDependency. GEPA_PACKAGED_BROWSER=1 skips the installed ones.
 */
export function findBrowser(): Promise<FoundBrowser> {
  return Promise.resolve((found ??= search()));
}
