import { parsedJson } from "../../shared/json.ts";
import { listIn, objectIn } from "../reply/reply.ts";

/** An error as a server put it. */
export interface ServerError {
  /** What a person may read of it. */
  readonly words: string;
  /** The HTTP status that the error itself names. */
  readonly status?: number;
  /** Codes and types it gives itself, in one line. */
  readonly codes: string;
  /** The parameter that it is about. */
  readonly parameter?: string;
  /** All of it, for what stands in none of these. */
  readonly raw: string;
}

const noReason = "it gave no reason";
const mostWords = 600;

/** What an error body says, whichever shape it has: JSON of any kind, plain words or a web page. */
export function serverError(body: unknown): ServerError {
  const value = typeof body === "string" ? (parsedJson(body) ?? body) : body;
  const raw = typeof value === "string" ? value : JSON.stringify(value);
  const shell = objectIn(Array.isArray(value) ? value[0] : value);
  const inner = typeof shell["error"] === "object" ? objectIn(shell["error"]) : shell;
  const codes = [inner, shell]
    .flatMap((one) => [
      one["code"],
      one["status"],
      one["type"],
      one["error_type"],
      one["reason"],
      one["__type"],
    ])
    .filter((code) => typeof code === "string" || typeof code === "number");
  const parameter = inner["param"] ?? shell["param"];
  const status = namedStatus([inner["status_code"], ...codes]);
  return {
    words: tidy(wordsOf(value) ?? "") || noReason,
    codes: codes.join(" "),
    raw,
    ...(status === undefined ? {} : { status }),
    ...(typeof parameter === "string" && parameter !== "" ? { parameter } : {}),
  };
}

/** The sentence in an error, from the outside in. */
function wordsOf(value: unknown): string | undefined {
  if (typeof value === "string") {
    const within = /^\s*[{[]/.test(value) ? parsedJson(value) : undefined;
    return within === undefined ? withoutMarkup(value) : wordsOf(within);
  }
  if (Array.isArray(value)) {
    const all = value.map(wordsOf).filter((words) => words !== undefined);
    return all.length === 0 ? undefined : all.join("; ");
  }
  if (typeof value !== "object" || value === null) return value == null ? undefined : String(value);
  const plain = objectIn(value);
  // A go-between's own words say nothing; those of the host behind it do.
  const upstream = wordsOf(objectIn(plain["metadata"])["raw"]);
  if (upstream !== undefined && upstream !== "") return upstream;
  const place = listIn(plain["loc"])
    .filter((part) => part !== "body")
    .join(".");
  for (const name of ["error", "message", "detail", "details", "errors", "msg", "error_msg", "description"]) {
    const words = plain[name] === undefined || plain[name] === null ? undefined : wordsOf(plain[name]);
    if (words !== undefined && words !== "") return place === "" ? words : `${place}: ${words}`;
  }
  return Object.keys(plain).length === 0 ? undefined : JSON.stringify(value);
}

function withoutMarkup(text: string): string {
  return text
    .replaceAll(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, (part) => /<title>([^<]*)/i.exec(part)?.[1] ?? " ")
    .replaceAll(/<[^>]{0,1000}>/g, " ");
}

function tidy(words: string): string {
  const plain = words.replaceAll(/\s+/g, " ").trim();
  // A sentence of ours goes on behind it.
  const short = plain.length > mostWords ? `${plain.slice(0, mostWords)} …` : plain;
  return short.replace(/[.\s]+$/, "");
}

/** Names that errors go by, and the status that each stands for. */
const statusNames: readonly (readonly [RegExp, number])[] = [
  [/insufficient_quota|billing|payment|insufficient_(balance|credit)/i, 402],
  [/rate_?limit|resource_exhausted|too_many_requests|throttl/i, 429],
  [/authentication|unauthenticated|unauthorized|invalid_api_key/i, 401],
  [/permission/i, 403],
  [/not_found/i, 404],
  [/too_large/i, 413],
  [/overloaded/i, 529],
  [/timeout|deadline_exceeded/i, 504],
  [/invalid_?(request|argument|parameter)|bad_?request|context_length|content_filter|validation/i, 400],
  [/api_error|server_error|internal|unavailable/i, 500],
];

function namedStatus(codes: readonly unknown[]): number | undefined {
  const number = codes.map(Number).find((code) => Number.isInteger(code) && code >= 400 && code < 600);
  if (number !== undefined) return number;
  const names = codes.filter((code) => typeof code === "string").join(" ");
  return statusNames.find(([name]) => name.test(names))?.[1];
}
