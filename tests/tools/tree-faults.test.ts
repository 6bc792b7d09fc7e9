import { expect, test } from "vitest";

import { treeFaults } from "../../tools/screens/tree-faults.ts";

const whole = `- banner:
  - link "Home"
- main:
  - 'heading "Run 2: 0 % to 100 %" [level=1]'
  - heading "Your runs" [level=2]
  - textbox "Search": abc
  - table:
    - row "1 a"
  - img "Score over requests"
  - heading "Tasks" [level=2]`;

test("a page whose parts have names and whose heads go down a step at a time has no fault in its tree", () => {
  expect(treeFaults(whole)).toEqual([]);
});

test("what has no name, a second head of the first order and a step left out are told, each by its line", () => {
  expect(treeFaults(whole.replace('link "Home"', "link:"))).toEqual(["a link without a name (link:)"]);
  expect(treeFaults(whole.replace('textbox "Search": abc', "textbox [disabled]: abc"))).toHaveLength(1);
  expect(treeFaults(whole.replace('"Your runs" [level=2]', '"Your runs" [level=3]'))).toEqual([
    'a head skips a step: heading "Your runs" [level=3]',
  ]);
  expect(treeFaults(whole.replace('"Tasks" [level=2]', '"Tasks" [level=1]'))).toEqual([
    "2 heads of the first order",
  ]);
  expect(treeFaults('- navigation:\n  - link "A"')).toEqual(["0 main parts", "0 heads of the first order"]);
});
