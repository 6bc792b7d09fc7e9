/** What a sentence of an instruction says, as far as the coach understands it. */
export type PartMeaning =
  | { readonly kind: "rule"; readonly words: readonly string[]; readonly label: string }
  | { readonly kind: "default"; readonly label: string }
  | { readonly kind: "labels"; readonly labels: readonly string[] }
  | { readonly kind: "answer-only" }
  | { readonly kind: "heading" }
  | { readonly kind: "opening" }
  | { readonly kind: "other" };

const otherwise =
  /^(?:otherwise|else\b|if the message mentions none|default|the default|if nothing|if no |if none|when unsure|everything else|anything else|all other|all the rest|for anything else|for all other|in all other|in every other|other messages|the remaining|whatever is left)/i;
const labelList =
  /^(?:answer with (?:exactly )?one of(?: these labels)?|labels|the labels are|possible labels|choose one of|use one of these labels|allowed labels|pick from)\s*:?\s+(.+?)\.?$/i;
/** Our own wordings, with labels of any spelling. */
const plainRule =
  /^(?:if|when|whenever) the message (?:mentions|contains|is about) (.+?), (?:answer|the label is) ["'`*]*([\w&/-]+)["'`*]*\.?$/i;
const lastLabel = /["'`*]*\b([A-Z][A-Z0-9_-]+)\b["'`*]*[.!]?$/;
const anyLabel = /\b([A-Z][A-Z0-9_-]+)\b/;
/** Words that rules are made of; what is left of a sentence beside its label is what the rule is about. */
const ruleLanguage = new Set(
  `if the message messages mail mails email ticket input mentions mention mentioned word words answer a an any anything every each time is are about
  reply contains contain includes refers text texts in has say says said customer customers asks ask writes write use you see read label labels
  labelled it appears comes come up choose when whenever somebody someone please output return then pick select print with go goes to that which who
  belong belongs must be marked always gets get talks talk speaks of question questions for classify as treat mark tag route send put under means
  mean should right concerns concern give assign on receive names name named case soon where turns turn brings bring respond there has have and or
  this tell`.split(/\s+/),
);
const onlyLabel =
  /label only|only (?:the |output the )?label|exactly one label|nothing else|no extra text|do not explain|not add anything/i;
const opening =
  /\b(?:label|classify|categori[sz]e|sort|route|tag|assign|decide|category|categories|assistant|support|clerk|desk)\b/i;

/** Reads one sentence. What is not understood is `other`, and the coach leaves it alone unless it drops it whole. */
export function readPart(text: string): PartMeaning {
  const listed = labelList.exec(text)?.[1];
  if (listed !== undefined)
    return { kind: "labels", labels: listed.split(/\s*[,|/]\s*/).filter((entry) => entry !== "") };
  if (otherwise.test(text)) {
    const label = /([\w&/-]+)["'`*]*[.!]?$/.exec(text)?.[1];
    if (label !== undefined) return { kind: "default", label };
  }
  const rule = readRule(text);
  if (rule !== undefined) return rule;
  if (onlyLabel.test(text)) return { kind: "answer-only" };
  if (text.endsWith(":")) return { kind: "heading" };
  if (opening.test(text)) return { kind: "opening" };
  return { kind: "other" };
}

function readRule(text: string): PartMeaning | undefined {
  const plain = plainRule.exec(text);
  const told = plain === null ? undefined : splitWords(plain[1] as string);
  if (told !== undefined) return { kind: "rule", words: told, label: plain?.[2] as string };
  const label = lastLabel.exec(text)?.[1] ?? anyLabel.exec(text)?.[1];
  if (label === undefined || /\b(?:not|never|don't)\b/i.test(text)) return undefined;
  const rest =
    text
      .replace(label, " ")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? [];
  const words = rest.filter((word) => !ruleLanguage.has(word));
  return words.length > 0 && words.length <= 3 ? { kind: "rule", words, label } : undefined;
}

/** Key words of a condition: `the word "refund" or an invoice` is refund and invoice. */
function splitWords(condition: string): string[] | undefined {
  const words = condition.split(/\s+or\s+|\s+and\s+|,\s*/).map((word) =>
    word
      .replace(/^(?:the words?|an?|the|any)\s+/i, "")
      .replace(/^["'“`*]+|["'”`*]+$/g, "")
      .toLowerCase(),
  );
  return words.every((word) => /^[\p{L}\p{N}][\p{L}\p{N}' -]{0,40}$/u.test(word)) ? words : undefined;
}
