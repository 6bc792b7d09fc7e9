/** How numbers are written everywhere: thin spaces, "92.5 %", "about 2 min". */

/** Narrow and never broken at a line's end. */
const THIN = "\u202f";

/** `12345` -> "12 345" with narrow spaces. */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replaceAll(/\B(?=(\d{3})+(?!\d))/g, THIN);
}

/** A share in 0..1 as "92.5 %"; whole percents lose their decimal. */
export function formatPercent(share: number, digits = 1): string {
  const text = (share * 100).toFixed(digits).replace(/\.0+$/, "");
  return `${text}${THIN}%`.replace("-", "−");
}

/** Points between two shares, signed: "+12.5". */
export function formatPoints(difference: number): string {
  const text = Math.abs(difference * 100)
    .toFixed(1)
    .replace(/\.0$/, "");
  return `${difference < 0 ? "−" : "+"}${text}`;
}

/** Bytes in the unit people know disks by: "4.6 MB". */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)}${THIN}${units[unit]}`;
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
    return new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  }
  if (new Date(at).toDateString() === new Date(now - 86_400_000).toDateString()) return "yesterday";
  return new Date(at).toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" });
}

/** "1 call", "3 calls". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Money as it was reported; fractions of a cent are shown, because they add up. */
export function formatUsd(usd: number): string {
  // A full space: a sign so close to its number would read as part of it.
  return `${usd === 0 ? "0" : usd < 0.01 ? usd.toPrecision(2) : usd.toFixed(2)}\u00a0$`;
}
