import type { TestOpeningRow } from "./rows.ts";
import type { StudioDatabase } from "./schema.ts";

/** Notes a look at sealed rows; the same look noted twice (a resumed run) is one. */
export async function addTestOpening(db: StudioDatabase, opening: TestOpeningRow): Promise<void> {
  await db.transaction("rw", db.testOpenings, async () => {
    if ((await db.testOpenings.get(opening.id)) === undefined) await db.testOpenings.add(opening);
  });
}
