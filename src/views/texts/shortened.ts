/** A text whole, or its beginning with a sign that more follows; never more than `most` letters and the sign. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).trimEnd()}…`;
}
