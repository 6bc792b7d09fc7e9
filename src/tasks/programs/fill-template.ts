import { own } from "../metrics/read-options.ts";

const slot = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** Replaces `{{name}}` by its value; what has no value stays as it stands, so that a reader sees the mistake. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(slot, (whole, name: string) => own(values, name) ?? whole);
}

/** Names a template asks for, in order of appearance, each once. */
export function templateNames(template: string): string[] {
  return [...new Set([...template.matchAll(slot)].map((match) => match[1] as string))];
}
