import * as fc from "fast-check";
import { expect, test } from "vitest";

import { emptyPages, type PagedList, pagedItem, pagedItems, withItem } from "../../src/shared/paged-list.ts";

test("a change to a paged list is seen in the new value alone", () => {
  const change = fc.record({ index: fc.nat({ max: 300 }), item: fc.integer() });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), fc.nat({ max: 200 }), (changes, length) => {
      let plain = Array.from({ length }, (_, i) => i);
      let paged: PagedList<number> = emptyPages();
      for (const [i, item] of plain.entries()) paged = withItem(paged, i, item);
      for (const { index, item } of changes) {
        const at = Math.min(index, plain.length);
        const [earlier, then] = [paged, plain];
        paged = withItem(paged, at, item);
        plain = [...then.slice(0, at), item, ...then.slice(at + 1)];
        expect(pagedItems(earlier)).toEqual(then);
        expect(pagedItems(paged)).toEqual(plain);
        expect([paged.length, pagedItem(paged, at)]).toEqual([plain.length, item]);
        expect(pagedItem(paged, plain.length)).toBeUndefined();
      }
    }),
    { numRuns: 30 },
  );
});
