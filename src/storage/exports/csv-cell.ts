/** Characters a spreadsheet takes for the start of a formula. */
const formulaStart = /^[=+\-@\t\r\n|%\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * One cell of a CSV. A text that a spreadsheet would run as a formula gets a leading apostrophe (CWE-1236); numbers are
 * written as they are. Control characters other than line breaks and tabs go: spreadsheets and terminals act on them.
 */
export function csvCell(value: string | number | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  // eslint-disable-next-line no-control-regex -- exactly these are meant
  const plain = value.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u0080-\u009F]/g, "");
  const safe = formulaStart.test(plain.trimStart()) || formulaStart.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}
