import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** A file of tests/fixtures/golden, by its name in the reference's golden folder. */
export function readGolden<T>(name: string): T {
  const url = new URL(`../fixtures/golden/${name}.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(url)).toString("utf8")) as T;
}
