export const mostLogLines = 100;
const longestLogLine = 2000;

/**
 * What the sandbox has beside the language: a console that is recorded, and a Math.random that always gives the
 * same numbers, so that a run can be repeated.
 */
export const prelude = `
(() => {
  const write = globalThis.__log;
  delete globalThis.__log;
  const show = (value) => {
    if (typeof value === "string") return value;
    try { return JSON.stringify(value) ?? String(value); } catch { return String(value); }
  };
  let lines = 0;
  const log = (...values) => {
    if (lines++ < ${mostLogLines}) write(values.map(show).join(" ").slice(0, ${longestLogLine}));
  };
  globalThis.console = { log, info: log, warn: log, error: log, debug: log };
  globalThis.log = log;
  let state = 0x9e3779b9;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
})();
`;
