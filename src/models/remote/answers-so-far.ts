/** How often an origin has answered since this thread began; a host that answered is not one that refuses this page. */
const answers = new Map<string, number>();

export function noteAnswer(origin: string): void {
  answers.set(origin, answersOf(origin) + 1);
}

export function answersOf(origin: string): number {
  return answers.get(origin) ?? 0;
}
