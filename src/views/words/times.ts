/** How moments are written everywhere, as the reader's own country writes them. */

const written = (options?: Intl.DateTimeFormatOptions): ((at: number) => string) => {
  let format: Intl.DateTimeFormat | undefined;
  return (at) => (format ??= new Intl.DateTimeFormat(undefined, options)).format(at);
};

const minutes = { hour: "2-digit", minute: "2-digit" } as const;

/** "3/5/2026": the shortest. */
export const formatShortDate = written();

/** "14:05". */
export const formatMinute = written(minutes);

/** "14:05:09". */
export const formatTime = written({ ...minutes, second: "2-digit" });

/** "3 May 2026". */
export const formatDate = written({ day: "numeric", month: "short", year: "numeric" });

/** "3 May, 14:05": of something not long ago. */
export const formatMoment = written({ day: "numeric", month: "long", ...minutes });

/** "Sun, 3 May, 14:05": of something still to come. */
export const formatComing = written({ weekday: "short", day: "numeric", month: "short", ...minutes });

/** Date and time to the second: a line of a ledger. */
export const formatStamp = written({
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
});
