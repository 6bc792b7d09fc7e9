/** The file in the private file system that holds this app's newest export until the next one. */
export function scratchName(database: string): string {
  return `${database}-export`.replaceAll(/[^\w.-]+/g, "_");
}
