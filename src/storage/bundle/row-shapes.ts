import * as v from "valibot";

export const text = v.string();
export const count = v.pipe(
  v.number(),
  v.integer(({ input }) => `${input} is no whole number`),
  v.minValue(0),
);
export const finite = v.pipe(v.number(), v.finite());
/** Of one row by one metric. */
export const score = v.pipe(finite, v.minValue(0), v.maxValue(1));
export const texts = v.record(text, text);
export const address = v.pipe(
  text,
  v.check(
    (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    ({ input }) => `"${input}" is no web address`,
  ),
);
