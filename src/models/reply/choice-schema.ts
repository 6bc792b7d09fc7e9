import { parsedJson } from "../../shared/json.ts";
import { objectIn } from "./reply.ts";

const field = "answer";

/** A JSON Schema whose only values are an object with one of the texts; most endpoints take no schema but an object's. */
export function choiceSchema(choices: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    type: "object",
    properties: { [field]: { type: "string", enum: choices } },
    required: [field],
    additionalProperties: false,
  };
}

/** The same without the object: what the model writes is the text itself between quotation marks. */
export function bareChoiceSchema(choices: readonly string[]): Readonly<Record<string, unknown>> {
  return { type: "string", enum: choices };
}

/** The chosen text out of what either schema allows; a text of any other form is the answer as it stands. */
export function unwrapChoice(text: string, choices: readonly string[]): string {
  const read = parsedJson(text);
  const value = typeof read === "string" ? read : objectIn(read)[field];
  return typeof value === "string" && choices.includes(value) ? value : text;
}
