import { isObject } from "../../shared/json.ts";
import { Written } from "../written-json.ts";

/** A parsed object: its fields by name. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return isObject(value) && !(value instanceof Written);
}
