/** A deed as data: buttons, palette, shortcut list and keys are all made from it. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** Head it stands under in the palette and the list of shortcuts. */
  readonly group: string;
  /** `Mod+K` (Ctrl or Cmd), a single key (`p`, `?`, `ArrowLeft`), or two in a row (`g h`). */
  readonly key?: string;
  /** Offered only while true. */
  readonly when?: () => boolean;
  readonly run: () => void;
}

type Findable = Pick<Command, "group" | "title">;

/** More than this nobody reads. */
const mostFound = 40;

/** What holds every word that was typed, the likeliest first: whole words at the start before parts in the middle. */
export function findCommands<Found extends Findable>(
  commands: readonly Found[],
  typed: string,
): readonly Found[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return commands
    .map((command) => ({ command, rank: rankOf(command, words) }))
    .filter(({ rank }) => rank !== undefined)
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .slice(0, mostFound)
    .map(({ command }) => command);
}

/** 0 for the start of the title, 1 for the start of a word, 2 inside one; the worst of all words counts. */
function rankOf({ group, title }: Findable, words: readonly string[]): number | undefined {
  const text = `${title} ${group}`.toLowerCase();
  const ranks = words.map((word, at) => {
    if (!text.includes(word)) return undefined;
    if (at === 0 && text.startsWith(word)) return 0;
    return text.split(/[^\p{L}\p{N}]+/u).some((one) => one.startsWith(word)) ? 1 : 2;
  });
  return ranks.includes(undefined) ? undefined : Math.max(0, ...ranks.map((rank) => rank ?? 0));
}
