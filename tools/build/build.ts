import { ensureBuilt } from "./ensure-built.ts";

/** `npm run build`: brings `dist` up to date. */
console.log(`the page is in ${ensureBuilt()}`);
