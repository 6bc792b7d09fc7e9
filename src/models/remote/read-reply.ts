import { parsedJson } from "../../shared/json.ts";
import { emptyReply, objectIn, type Reply } from "../reply/reply.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { AnswerCut } from "./exchange.ts";

type ReadReply =
  | { readonly kind: "reply"; readonly reply: Reply }
  /** No reply of a model: a web page, broken JSON, nothing. */
  | { readonly kind: "foreign"; readonly text: string };

/** Takes the text of a reply as it arrives and tells what it said. */
interface ReplyReader {
  readonly reply: Reply;
  feed(text: string): void;
  /** What it was; throws `AnswerCut` with the status for a stream that ended before the model had. */
  end(status: number): ReadReply;
}

/** Enough of a foreign text to say what it is. */
const keptCharacters = 4000;

/**
 * Reads a reply in whatever form it comes: JSON at once, a list of pieces, or server-sent events (html.spec.whatwg.org,
 * "9.2.6 Interpreting an event stream"); a server asked to stream may answer at once, and the other way round.
 */
export function makeReplyReader(dialect: Dialect): ReplyReader {
  const reply = emptyReply();
  let form: "unknown" | "whole" | "events" = "unknown";
  let held = "";
  const whole: string[] = [];
  let isDone = false;
  let foreign: string | undefined;

  const takeValue = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.every(takeValue);
    if (typeof value !== "object" || value === null) return false;
    dialect.take(reply, value as Readonly<Record<string, unknown>>);
    return true;
  };

  const takeEvent = (lines: readonly string[]): void => {
    const field = (name: string): readonly string[] =>
      lines
        .filter((line) => line === name || line.startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1).replace(/^ /, ""));
    const data = field("data").join("\n");
    if (data.trim() === "[DONE]") isDone = true;
    else if (field("event").includes("error")) reply.error ??= objectIn(parsedJson(data))["error"] ?? data;
    else if (data.trim() !== "" && !takeValue(parsedJson(data))) foreign ??= data;
  };

  const takeEvents = (isEnd: boolean): void => {
    // A carriage return at the very end may be the first half of a line end.
    const blocks = held.replaceAll(/\r\n|\r(?!$)/g, "\n").split(/\n\n+/);
    held = isEnd ? "" : (blocks.pop() ?? "");
    for (const block of blocks) takeEvent(block.split("\n"));
  };

  return {
    reply,
    feed(text) {
      if (form === "whole") return void whole.push(text);
      held += text;
      if (form === "unknown") {
        const start = held.trimStart();
        if (start === "") return;
        if (!/^(data|event|id|retry)?:/.test(start)) {
          if (/^[a-z]{1,5}$/.test(start)) return;
          form = "whole";
          whole.push(held);
          return;
        }
        form = "events";
        held = start;
      }
      takeEvents(false);
    },
    end(status) {
      if (form === "events") {
        takeEvents(true);
        if (reply.error !== undefined) return { kind: "reply", reply };
        if (foreign !== undefined || !reply.hasBegun) return { kind: "foreign", text: foreign ?? "" };
        if (!isDone && reply.finish === undefined) throw new AnswerCut(status);
        return { kind: "reply", reply };
      }
      const text = form === "whole" ? whole.join("") : held;
      const isRead = takeValue(parsedJson(text));
      return isRead && (reply.hasBegun || reply.error !== undefined)
        ? { kind: "reply", reply }
        : { kind: "foreign", text: text.slice(0, keptCharacters) };
    },
  };
}
