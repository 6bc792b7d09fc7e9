/** An answer with its thinking taken out. */
interface SplitAnswer {
  readonly text: string;
  readonly reasoning?: string;
  /** A thinking block that was opened and never closed: the answer was cut off inside it. */
  readonly unfinished: boolean;
}

/** How one family of models opens and closes its thinking; it counts at the beginning of an answer only. */
interface Family {
  readonly open: RegExp;
  readonly close: RegExp;
}

/** `<think>` (Qwen, DeepSeek, GLM, …) and its kin, by the name in the tag. */
const tag = /^\s*<((?:seed:|longcat_)?think|thinking|reasoning|thought|thought_process|scratchpad)>/i;

const families: readonly Family[] = [
  // Magistral
  { open: /^\s*\[THINK\]/, close: /\[\/THINK\]/ },
  // Kimi
  { open: /^\s*◁think▷/, close: /◁\/think▷/ },
  // Command A
  { open: /^\s*<\|START_THINKING\|>/, close: /<\|END_THINKING\|>/ },
  // Apertus
  { open: /^\s*<\|inner_prefix\|>/, close: /<\|inner_suffix\|>/ },
  // Gemma
  { open: /^\s*<\|channel>\s*(?:thought|analysis)?/, close: /<channel\|>/ },
  { open: /^\s*<\|begin_of_thought\|>/, close: /<\|end_of_thought\|>/ },
  // Granite 3.2
  { open: /^\s*Here(?: is|'s) my thought process:/, close: /Here(?: is|'s) my response:/ },
];

/** What some families put around the answer behind the thinking, and marks of a turn's beginning and end. */
const aroundAnswer =
  /^<(response)>([\s\S]*?)(?:<\/\1>)?$|^<\|(?:begin_of_solution|START_RESPONSE|begin_of_box)\|>([\s\S]*?)(?:<\|(?:end_of_solution|END_RESPONSE|end_of_box)\|>)?$/;
const startMarks =
  /^\s*(?:<\|(?:START_OF_TURN_TOKEN|CHATBOT_TOKEN|im_start|assistant|turn)\|?>\s*(?:assistant\s*\n)?|<\|start_header_id\|>\s*assistant\s*<\|end_header_id\|>\s*|<start_of_turn>\s*model\s*\n)+/;
const endMarks =
  /(?:<\|(?:return|end|im_end|eot_id|eom_id|endoftext|end_of_text|end_of_turn|endofturn|END_OF_TURN_TOKEN)\|>|<end_of_turn>|<turn\|>|\[\|endofturn\|\]|<｜end▁of▁sentence｜>|<eos>|\[e~\[)+\s*$/;
/** Also the end of what is struck out in HTML, where that has a beginning. */
const mistralEnd = /^((?:(?!<s>)[\s\S])*?)<\/s>\s*$/;

function withoutEnd(text: string): string {
  return text.replace(endMarks, "").replace(mistralEnd, "$1");
}

/** Harmony (gpt-oss): channels, of which `final` is the answer. */
const harmonyMessage =
  /(?:<\|start\|>\s*assistant)?\s*<\|channel\|>\s*(\w+)[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>/g;
/** The same after a server dropped its marks. */
const bareHarmony = /^\s*analysis(?! )([\s\S]*?)(?<! )assistantfinal([\s\S]*)$/;

function splitHarmony(answer: string): SplitAnswer | undefined {
  const bare = bareHarmony.exec(answer);
  if (bare !== null)
    return { text: (bare[2] ?? "").trim(), reasoning: (bare[1] ?? "").trim(), unfinished: false };
  if (!/^\s*(?:<\|start\|>|<\|channel\|>)/.test(answer)) return undefined;
  const heads = [...answer.matchAll(harmonyMessage)];
  if (heads.length === 0) return undefined;
  const parts = heads.map((head, index) => ({
    channel: head[1] ?? "",
    text: answer
      .slice(head.index + head[0].length, heads[index + 1]?.index)
      .replace(/<\|(?:end|return|call)\|>[\s\S]*$/, "")
      .trim(),
  }));
  const join = (isFinal: boolean): string =>
    parts
      .filter(({ channel }) => (channel === "final") === isFinal)
      .map(({ text }) => text)
      .join("\n");
  const hasFinal = parts.some(({ channel }) => channel === "final");
  return withReasoning(join(true), join(false), !hasFinal);
}

function withReasoning(text: string, reasoning: string, unfinished: boolean): SplitAnswer {
  return { text, ...(reasoning === "" ? {} : { reasoning }), unfinished };
}

function familyOf(answer: string): Family | undefined {
  const name = tag.exec(answer)?.[1];
  if (name !== undefined) return { open: tag, close: new RegExp(`</${name}>`, "i") };
  return families.find(({ open }) => open.test(answer));
}

/**
 * Some chat templates open the block in the prompt, so that only its end arrives. Such an end closes a line or stands
 * right before the answer; in a sentence about the tag it does neither.
 */
const bareEnd =
  /(?<![`"'])(?:<\/(?:think|thinking|reasoning|thought)>|\[\/THINK\]|◁\/think▷)(?=\s*\n|\s*$|[\p{L}\p{N}{["])|(?<=\n)\s*<\/think>/iu;

function splitBareEnd(answer: string): SplitAnswer | undefined {
  const end = bareEnd.exec(answer);
  const name = end === null ? undefined : /\w+/.exec(end[0])?.[0];
  // With its beginning before it, it is a pair that the answer talks of.
  if (end === null || name === undefined || new RegExp(`[<[◁]${name}[>\\]▷]`, "i").test(answer))
    return undefined;
  return {
    text: unwrapped(answer.slice(end.index + end[0].length)),
    reasoning: answer.slice(0, end.index).trim(),
    unfinished: false,
  };
}

function unwrapped(rest: string): string {
  const text = withoutEnd(rest.trimStart());
  const around = aroundAnswer.exec(text.trim());
  return around === null ? text : (around[2] ?? around[3] ?? "").trim();
}

/**
 * Takes the thinking at the beginning of an answer out of it, as current families of models mark it. `isCut` says that
 * the answer ran into its limit: only then is a block without an end certainly thinking.
 */
export function splitThinking(whole: string, isCut = true): SplitAnswer {
  const answer = whole.replace(startMarks, "");
  const harmony = splitHarmony(answer);
  if (harmony !== undefined) return harmony;
  const family = familyOf(answer);
  if (family === undefined) {
    const bare = splitBareEnd(answer);
    if (bare !== undefined) return bare;
    return { text: withoutEnd(answer), unfinished: false };
  }
  const inside = answer.replace(family.open, "");
  const close = family.close.exec(inside);
  if (close !== null) {
    const rest = inside.slice(close.index + close[0].length);
    // Some think again before they answer.
    const again = family.open.test(rest) && family.close.test(rest) ? splitThinking(rest, isCut) : undefined;
    return withReasoning(
      again?.text ?? unwrapped(rest),
      [inside.slice(0, close.index).trim(), again?.reasoning ?? ""].filter(Boolean).join("\n"),
      false,
    );
  }
  // A sentence that begins with the tag's name goes on behind it; thinking begins a line of its own.
  if (!isCut && !/^\s*\n/.test(inside)) return { text: answer, unfinished: false };
  return { text: "", reasoning: inside.trim(), unfinished: true };
}
