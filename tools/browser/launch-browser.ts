import { chromium, type Browser, type BrowserContext } from "playwright-core";

import { findBrowser } from "./find-browser.ts";

export interface LaunchOptions {
  /** WebGPU on the SwiftShader software adapter, for machines without a GPU. */
  readonly webgpu?: boolean;
  /** Show a window; the packaged browser cannot. */
  readonly headed?: boolean;
  /** Pages one comes Back to are kept alive, as browsers do for people; playwright switches that off. */
  readonly backForwardCache?: boolean;
  /** Further command-line arguments for this start only. */
  readonly args?: readonly string[];
}

async function launchSettings(options: LaunchOptions) {
  const found = await findBrowser();
  const webgpu =
    options.webgpu === true ? ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"] : [];
  return {
    executablePath: found.executablePath,
    env: found.env,
    args: [...found.args, ...webgpu, ...(options.args ?? [])],
    headless: options.headed !== true,
    ...(options.backForwardCache === true ? { ignoreDefaultArgs: ["--disable-back-forward-cache"] } : {}),
  };
}

/** Starts a browser whose contexts forget everything when closed. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch(await launchSettings(options));
}

/** Starts a browser that keeps its storage in `profileFolder`, so that a killed browser can be started again on it. */
export async function launchPersistent(
  profileFolder: string,
  options: LaunchOptions = {},
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profileFolder, await launchSettings(options));
}
