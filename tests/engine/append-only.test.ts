import * as fc from "fast-check";
import { expect, it } from "vitest";

import {
  addEntry,
  append,
  emptyList,
  emptyMap,
  getEntry,
  itemAt,
  toArray,
} from "../../src/shared/append-only.ts";
import type { AppendList, AppendMap } from "../../src/shared/append-only.ts";

it("a list and a map keep every earlier value, whatever is appended to whichever of them", () => {
  const steps = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 0, max: 9 })), { maxLength: 40 });
  fc.assert(
    fc.property(steps, (appended) => {
      const lists: AppendList<number>[] = [emptyList()];
      const maps: AppendMap<number>[] = [emptyMap()];
      const models: number[][] = [[]];
      for (const [from, value] of appended) {
        const base = from % lists.length;
        lists.push(append(lists[base]!, value));
        maps.push(addEntry(maps[base]!, String(value), models[base]!.length));
        models.push([...models[base]!, value]);
      }
      for (const [i, model] of models.entries()) {
        expect(toArray(lists[i]!)).toEqual(model);
        expect(itemAt(lists[i]!, model.length)).toBeUndefined();
        for (let key = 0; key < 10; key++) {
          const first = model.indexOf(key);
          expect(getEntry(maps[i]!, String(key))).toBe(first === -1 ? undefined : first);
        }
      }
    }),
  );
});
