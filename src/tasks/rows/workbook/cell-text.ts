import type { NumberFormat } from "./number-formats.ts";

const secondsPerDay = 86_400;
/** Days from the start of the workbook's calendar that begins in 1904 to the other one's. */
const daysTo1904 = 1462;

/** The text of a number as the cell shows it: a date, a time, a duration, or its digits. */
export function textOfNumber(written: string, format: NumberFormat, is1904: boolean): string {
  const value = Number(written);
  if (written.trim() === "" || !Number.isFinite(value)) return written;
  if (format.kind === "date") return textOfDate(value, format, is1904) ?? printed(written);
  if (format.kind === "duration") return textOfDuration(value, format.unit);
  return format.kind === "digits" ? textOfDigits(written, value, format) : printed(written);
}

/** Excel keeps fifteen digits; what a computer adds behind them nobody wrote. */
function printed(written: string): string {
  return /^-?\d+$/.test(written.trim()) ? written.trim() : String(Number(Number(written).toPrecision(15)));
}

function textOfDigits(
  written: string,
  value: number,
  { whole, decimals, isPercent }: Extract<NumberFormat, { kind: "digits" }>,
): string {
  const shown = Number((isPercent ? value * 100 : value).toPrecision(15));
  const padded = shown.toFixed(decimals);
  // A format may hide digits; they are the cell's all the same.
  const text = Number(padded) === shown ? padded : isPercent ? String(shown) : printed(written);
  const [digits = "", ...rest] = text.replace("-", "").split(".");
  return `${value < 0 ? "-" : ""}${[digits.padStart(whole, "0"), ...rest].join(".")}${isPercent ? "%" : ""}`;
}

type DateFormat = Extract<NumberFormat, { kind: "date" }>;

/** Undefined for what is no date, such as a negative number. */
function textOfDate(
  serial: number,
  { hasTime, hasDate, isFine }: DateFormat,
  is1904: boolean,
): string | undefined {
  // To the second, as Excel shows it: 14:30 is 0.604166…, a little less than it should be.
  const unit = isFine ? 1000 : 1;
  const rounded = Math.round(serial * secondsPerDay * unit) / unit;
  // The last instant of a day is no other day's first.
  const all = serial < 1 ? Math.min(rounded, secondsPerDay - 1 / unit) : rounded;
  if (all < 0) return undefined;
  const isTimeOfDay = all < secondsPerDay && (!is1904 || !hasDate);
  const inDay = all % secondsPerDay;
  const time = clock(inDay, isFine);
  if (isTimeOfDay && (hasTime || inDay > 0)) return time;
  const day = dayOf(Math.floor(all / secondsPerDay) + (is1904 ? daysTo1904 : 0));
  if (day === undefined) return undefined;
  return hasTime || inDay > 0 ? `${day} ${time}` : day;
}

const two = (number: number): string => String(number).padStart(2, "0");

function clock(seconds: number, isFine: boolean): string {
  const whole = Math.floor(seconds);
  const fraction = isFine
    ? (seconds - whole)
        .toFixed(3)
        .slice(1)
        .replace(/\.?0+$/, "")
    : "";
  const rest = whole % 60 === 0 && fraction === "" ? "" : `:${two(whole % 60)}${fraction}`;
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}${rest}`;
}

/** The calendar day of a serial number; Excel counts a 29 February 1900 that never was. */
function dayOf(serial: number): string | undefined {
  const date = new Date((serial - (serial < 60 ? 25_568 : 25_569)) * secondsPerDay * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}

function textOfDuration(days: number, unit: "h" | "m" | "s"): string {
  const seconds = Math.round(Math.abs(days) * secondsPerDay);
  const sign = days < 0 && seconds > 0 ? "-" : "";
  if (unit === "s") return `${sign}${seconds}`;
  if (unit === "m") return `${sign}${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  const rest = seconds % 60 === 0 ? "" : `:${two(seconds % 60)}`;
  return `${sign}${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}${rest}`;
}

/** A date that is written as one (ISO 8601), as other dates are shown here. */
export function textOfIsoDate(written: string): string {
  const [, day, time, seconds = "", fraction = ""] =
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?(\.\d+)?Z?)?$/.exec(written.trim()) ?? [];
  if (day === undefined) return written;
  const rest = /^(?::00)?$/.test(seconds) && Number(fraction) === 0 ? "" : seconds + fraction;
  return time === undefined || (time === "00:00" && rest === "") ? day : `${day} ${time}${rest}`;
}
