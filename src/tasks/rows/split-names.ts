/** Names that splits go by; also with a number or a source behind them, as in `validation_matched`. */
const splitName =
  /^(?:train(?:ing)?|val(?:id(?:ation)?)?|dev(?:elopment)?|test(?:ing)?|eval(?:uation)?|held[_ -]?out|feedback|pareto)(?:[_ -].*)?$/i;

export function isSplitName(text: string): boolean {
  return splitName.test(text.trim());
}
