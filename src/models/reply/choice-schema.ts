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

/** The chosen text out of the object; a text of any other form is the answer as it stands. */
export function unwrapChoice(text: string, choices: readonly string[]): string {
  try {
    const value = (JSON.parse(text) as Readonly<Record<string, unknown>> | null)?.[field];
    return typeof value === "string" && choices.includes(value) ? value : text;
  } catch {
    return text;
  }
}
