import { fileURLToPath } from "node:url";

/** Where the project lies, whatever folder a command was started from. */
export const projectFolder = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");
