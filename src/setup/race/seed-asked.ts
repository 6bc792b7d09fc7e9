/** The seed an address asks for; undefined where it asks for none or for what is none. */
export function seedAsked(search: string | readonly string[] | undefined): number | undefined {
  const value = Number(search);
  return typeof search === "string" && search !== "" && Number.isInteger(value) && value >= 0
    ? value
    : undefined;
}
