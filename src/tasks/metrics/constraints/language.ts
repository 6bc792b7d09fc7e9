import type { Constraint } from "./constraint.ts";
import { text as textOf } from "./read-parameters.ts";

/** Languages that are told by their script, with letters that belong to one and not to its neighbours. */
const scripts: Readonly<
  Record<string, { readonly script: RegExp; readonly own?: RegExp; readonly foreign?: RegExp }>
> = {
  ar: { script: /\p{Script=Arabic}/u, foreign: /[پچژگٹڈڑںےھ]/u },
  fa: { script: /\p{Script=Arabic}/u, own: /[پچژگ]/u, foreign: /[ٹڈڑںے]/u },
  ur: { script: /\p{Script=Arabic}/u, own: /[ٹڈڑںےھ]/u },
  bg: { script: /\p{Script=Cyrillic}/u, foreign: /[ыэёіїєґ]/iu },
  ru: { script: /\p{Script=Cyrillic}/u, foreign: /[іїєґ]/iu },
  uk: { script: /\p{Script=Cyrillic}/u, own: /[іїєґ]/iu, foreign: /[ыэё]/iu },
  bn: { script: /\p{Script=Bengali}/u },
  gu: { script: /\p{Script=Gujarati}/u },
  hi: { script: /\p{Script=Devanagari}/u },
  mr: { script: /\p{Script=Devanagari}/u },
  ne: { script: /\p{Script=Devanagari}/u },
  kn: { script: /\p{Script=Kannada}/u },
  ml: { script: /\p{Script=Malayalam}/u },
  pa: { script: /\p{Script=Gurmukhi}/u },
  ta: { script: /\p{Script=Tamil}/u },
  te: { script: /\p{Script=Telugu}/u },
  th: { script: /\p{Script=Thai}/u },
  he: { script: /\p{Script=Hebrew}/u },
  el: { script: /\p{Script=Greek}/u },
  ko: { script: /\p{Script=Hangul}/u },
  ja: {
    script: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
    own: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  },
  zh: { script: /\p{Script=Han}/u },
};

/** Small words of languages in Latin letters; the language with the most of them in a text is taken for its own. */
const smallWords: Readonly<Record<string, string>> = {
  en: "the of and to in is you that it for was on are with as this be have at from not",
  de: "der die das und ist nicht ein eine zu den mit sich auf für von im dem auch es ich wir",
  fr: "le la les des et est une un que qui dans pour pas sur avec ce il elle du au vous",
  es: "el la los las de que y en un una es por con para no se del lo como su al",
  pt: "o a os as de que e em um uma é por com para não se do da como seu ao",
  it: "il lo la gli le di che e un una è per con non si del della come sono nel",
  nl: "de het een en van is niet dat in op te zijn met voor ook er aan maar door wij",
  pl: "i w na z do się nie jest że to jak o po dla ale czy od są oraz przez",
  vi: "và của là có không được cho các một trong với người này những để khi đã tôi bạn",
  fi: "ja on ei se että hän oli mutta kun niin myös olla tai kuin ovat joka sen mitä voi",
  sw: "na ya wa kwa ni katika za la hii kuwa au si pia kama wao yako lakini cha hizo",
  sv: "och att det som en på är av för med till den har de inte om ett men var jag",
  tr: "ve bir bu da de için ile çok ne daha gibi olan var değil ama kadar sonra olarak her en",
  id: "yang dan di dengan untuk tidak ini dari dalam akan pada juga ke karena ada itu saya atau",
};

/** Codes of all languages an answer can be checked for (ISO 639-1). */
export const knownLanguages: ReadonlySet<string> = new Set([
  ...Object.keys(scripts),
  ...Object.keys(smallWords),
]);

/** Whether a text is in a language, as far as its letters and small words tell. */
function isInLanguage(text: string, language: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const known = scripts[language];
  if (known !== undefined) {
    const share = letters.filter((letter) => known.script.test(letter)).length / Math.max(1, letters.length);
    const isOwn = known.own === undefined || letters.length < 40 || known.own.test(text);
    return (
      share > 0.5 &&
      isOwn &&
      !(known.foreign?.test(text) ?? false) &&
      !(language === "zh" && /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text))
    );
  }
  const counts = countSmallWords(text);
  const most = Math.max(0, ...counts.values());
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
  return latin > letters.length / 2 && (counts.get(language) ?? 0) === most;
}

function countSmallWords(text: string): ReadonlyMap<string, number> {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  return new Map(
    Object.entries(smallWords).map(([language, list]) => {
      const small = new Set(list.split(" "));
      return [language, words.filter((word) => small.has(word)).length];
    }),
  );
}

/** Demands on the language of an answer. */
export const languageConstraints: readonly Constraint[] = [
  {
    name: "in-language",
    parameters: [{ name: "text", type: "text", meaning: "The language's code, such as de." }],
    says: (parameters) => `Answer in the language "${textOf(parameters)}" and no other.`,
    verify: (text, parameters) =>
      isInLanguage(text, textOf(parameters).toLowerCase())
        ? undefined
        : `It does not seem to be in the language "${textOf(parameters)}".`,
  },
];
