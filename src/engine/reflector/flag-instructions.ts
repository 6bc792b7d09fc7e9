import type { RecordValue, ReflectiveRecord } from "../vocabulary.ts";

/** Phrases with which a row's text tries to give the reflector orders, in a few languages people attack in. */
const suspicious = [
  /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules?|directions|above|previous|prior)\b/i,
  /\b(?:new|updated|real|actual) (?:system )?(?:instructions?|prompt)\s*:/i,
  /\byou are now\b/i,
  /\b(?:system|assistant|developer)\s*(?:prompt|message)?\s*:\s*\S/i,
  /<\|?(?:im_start|im_end|system|endoftext)\|?>/i,
  /\b(?:reveal|print|output|repeat)\b[^.\n]{0,30}\b(?:system prompt|instructions above)\b/i,
  /<<<<<<<< (?:INSTRUCTION|EXAMPLES)|(?:INSTRUCTION|EXAMPLES) >>>>>>>>/,
  /<curr_param>|<side_info>/,
];

/** The first such phrase in a record, shortened; null when there is none. */
export function findInstruction(record: ReflectiveRecord): string | null {
  for (const text of texts(record)) {
    for (const pattern of suspicious) {
      const found = pattern.exec(text);
      if (found !== null) return found[0].slice(0, 80);
    }
  }
  return null;
}

const marker = /<{8}(?= (?:INSTRUCTION|EXAMPLES))|(INSTRUCTION|EXAMPLES) >{8}/g;

/** A row cannot close the block it is shown in. */
export function withoutMarkers(text: string): string {
  return text.replace(marker, (_run, name?: string) => (name === undefined ? "<" : `${name} >`));
}

function texts(value: RecordValue | ReflectiveRecord): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((one: RecordValue) => texts(one));
}
