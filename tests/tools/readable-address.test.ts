import { expect, test } from "vitest";

import { readableHash } from "../../src/platform/readable-address.ts";

test("an address with broken escapes is read letter by letter, and a whole one as it is", () => {
  for (const broken of ["#/runs/%E0%A4%A", "#/runs/100%", "#/%zz?runs=a,b"]) {
    const read = readableHash(broken);
    expect(decodeURIComponent(read)).toBe(broken);
  }
  for (const whole of ["", "#/", "#/runs/Gr%C3%BC%C3%9Fe", "#/compare?runs=a,b"])
    expect(readableHash(whole)).toBe(whole);
});
