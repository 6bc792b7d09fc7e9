import { spawn } from "node:child_process";

/** True where a window could be shown to somebody. */
export function hasDisplay(): boolean {
  if (process.env["CI"] !== undefined || process.env["SSH_CONNECTION"] !== undefined) return false;
  if (process.platform !== "linux") return true;
  return process.env["DISPLAY"] !== undefined || process.env["WAYLAND_DISPLAY"] !== undefined;
}

/** Asks the desktop to open an address in the user's own browser. Resolves to whether it could be asked. */
export function openPage(address: string): Promise<boolean> {
  const [command, ...args] =
    process.platform === "darwin"
      ? ["open", address]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", "", address]
        : ["xdg-open", address];
  return new Promise((resolve) => {
    const child = spawn(command ?? "open", args, { detached: true, stdio: "ignore" });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}
