/** How numbers and money are written everywhere: thin spaces, "92.5 %", "about 2 min". */
import type { Interval } from "../../shared/statistics/interval.ts";
import { formatDate, formatMinute } from "./times.ts";

/** Narrow and never broken at a line's end. */
const THIN = "\u202f";

const formats = new Map<number, Intl.NumberFormat>();

/** A number in English with so many decimals, with narrow spaces between thousands and a real minus. */
function written(value: number, most: number, least = 0): string {
  const key = most * 10 + least;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat("en", { maximumFractionDigits: most, minimumFractionDigits: least });
    formats.set(key, format);
  }
  return format.format(value).replaceAll(",", THIN).replace("-", "−");
}

/** `12345` -> "12 345" with narrow spaces. */
export const formatCount = (value: number): string => written(Math.round(value), 0);

/** A share in 0..1 as "92.5 %"; whole percents lose their decimal. A dash where nothing was scored. */
export function formatPercent(share: number, digits = 1): string {
  if (!Number.isFinite(share)) return "–";
  return `${written(share * 100, digits)}${THIN}%`;
}

/** Points between two shares, signed: "+12.5". */
export function formatPoints(difference: number): string {
  const points = written(Math.abs(difference * 100), 1);
  return `${difference < 0 ? "−" : "+"}${points}`;
}

/** With one decimal: "3.5". */
export const formatOne = (value: number): string => written(value, 1, 1);

/** A score or the like to the hundredth: "0.50". */
export const formatScore = (score: number): string => written(score, 2, 2);

/** Bytes in the unit people know disks by: "4.6 MB". */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value >= 100 || unit === 0 ? 0 : 1;
  return `${written(value, digits, digits)}${THIN}${units[unit]}`;
}

/** "37 s", "4 min 20 s", "2 h 5 min". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}${THIN}s`;
  if (whole < 600) return `${Math.floor(whole / 60)}${THIN}min${whole % 60 ? ` ${whole % 60}${THIN}s` : ""}`;
  if (whole < 3600) return `${Math.round(whole / 60)}${THIN}min`;
  const minutes = Math.round((whole % 3600) / 60);
  return `${Math.floor(whole / 3600)}${THIN}h${minutes ? ` ${minutes}${THIN}min` : ""}`;
}

/** "just now", "5 min ago", "yesterday", else the date. */
export function formatAgo(at: number, now: number): string {
  const seconds = (now - at) / 1000;
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${THIN}min ago`;
  if (new Date(at).toDateString() === new Date(now).toDateString()) {
    return formatMinute(at);
  }
  if (new Date(at).toDateString() === new Date(now - 86_400_000).toDateString()) return "yesterday";
  return formatDate(at);
}

/** "1 call", "3 calls". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const fractions = new Intl.NumberFormat("en", { minimumSignificantDigits: 2, maximumSignificantDigits: 2 });

/** Money as it was reported; fractions of a cent are shown, because they add up. */
export function formatUsd(usd: number): string {
  const text = usd === 0 ? "0" : usd < 0.01 ? fractions.format(usd) : formatScore(usd);
  // A full space: a sign so close to its number would read as part of it.
  return `${text}\u00a0$`;
}

/** The interval of a gain. Drawn from rows that all changed alike it has no width, which is no certainty. */
export function gainRange({ low, high }: Interval): string {
  return low === high ? "every row alike" : `${formatPoints(low)} to ${formatPoints(high)}`;
}
