import { spawn } from "node:child_process";

import { installedAt } from "./installed-at.ts";

export interface Display {
  readonly name: string;
  readonly close: () => void;
}

/** The display there is, or one of Xvfb's that no screen shows. */
export async function openDisplay(): Promise<Display> {
  const own = process.env["DISPLAY"];
  if (own !== undefined && own !== "") return { name: own, close: () => undefined };
  const server = spawn(installedAt("Xvfb") ?? "Xvfb", ["-displayfd", "3", "-screen", "0", "2000x1400x24"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3]?.once("data", (said: Buffer) => resolve(String(said).trim()));
  });
  return { name: `:${number}`, close: () => void server.kill() };
}
