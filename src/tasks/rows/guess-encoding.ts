/** A guess is only made where so much of what it reads is what one would expect. */
const enough = 0.4;

interface Guess {
  readonly encoding: string;
  /** Letters that texts in it are full of. */
  readonly usual: RegExp;
  /** Letters that stand for others in a wrong reading; of these all the letters beyond ASCII must be. */
  readonly script: RegExp;
}

/** From the strictest to the most lenient: what decodes as the first seldom is one of the others. */
const guesses: readonly Guess[] = [
  { encoding: "shift_jis", usual: /[\u3041-\u3096\u30A1-\u30FA]/g, script: /[\u3000-\u9FFF\uFF01-\uFF5E]/g },
  { encoding: "euc-jp", usual: /[\u3041-\u3096\u30A1-\u30FA]/g, script: /[\u3000-\u9FFF\uFF01-\uFF5E]/g },
  {
    encoding: "euc-kr",
    usual: /[이다는에가을를의하고한지도로서은있어나]/g,
    script: /[\uAC00-\uD7A3\u3000-\u9FFF]/g,
  },
  // The most used signs of Chinese texts, in both ways of writing.
  {
    encoding: "gb18030",
    usual: /[的一是不了在人有我他这个们来到时大地为子中你说生国年着就那和要她出也得里]/g,
    script: /[\u3000-\u9FFF\uFF01-\uFF5E]/g,
  },
  {
    encoding: "big5",
    usual: /[的一是不了在人有我他這個們來到時大地為子中你說生國年著就那和要她出也得裡]/g,
    script: /[\u3000-\u9FFF\uFF01-\uFF5E]/g,
  },
  { encoding: "windows-1251", usual: /[оеаинтс]/g, script: /[\u0400-\u04FF]/g },
  { encoding: "koi8-r", usual: /[оеаинтс]/g, script: /[\u0400-\u04FF]/g },
  { encoding: "ibm866", usual: /[оеаинтс]/g, script: /[\u0400-\u04FF]/g },
];

/** Signs that are so many in a language that even its commonest are a small share of a text. */
const usualShare: Readonly<Record<string, number>> = {
  gb18030: 0.1,
  big5: 0.1,
  "euc-jp": 0.2,
  "euc-kr": 0.12,
  shift_jis: 0.2,
};

/**
 * What a text that is not UTF-8 is likely written in: the scripts of which a wrong reading shows in every word. Western
 * letters stand one by one between ASCII ones and are the answer where nothing else is likely.
 */
export function guessEncoding(bytes: Uint8Array): string {
  const found = guesses.find((guess) => {
    const text = new TextDecoder(guess.encoding).decode(bytes);
    const beyond = text.match(/[^\0-\x7F]/g)?.length ?? 0;
    const share = (letters: RegExp): number => (text.match(letters)?.length ?? 0) / Math.max(1, beyond);
    // Western accents stand one by one.
    const inWords = text.match(/[^\0-\x7F]{2,}/g)?.join("").length ?? 0;
    // The sample may end within a letter.
    const isWhole = !text.slice(0, -1).includes("\uFFFD");
    return (
      isWhole &&
      inWords > 0.8 * beyond &&
      share(guess.script) > 0.9 &&
      share(guess.usual) >= (usualShare[guess.encoding] ?? enough)
    );
  });
  return found?.encoding ?? "windows-1252";
}
