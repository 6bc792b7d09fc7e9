import { modelFailure } from "./failure.ts";
import type { ChatMessage, LanguageModel } from "./language-model.ts";

/** A stretch of a message: words, or a picture that stood among them. */
type Piece =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "picture"; readonly mediaType: string; readonly base64: string };

/**
 * A row may hold a picture as a data address. It stays text everywhere (files, storage, traces, letters) and becomes a
 * picture only on its way to a model that sees.
 */
const picture = /data:(image\/(?:png|jpeg|webp|gif));base64,([A-Za-z0-9+/]{16,}={0,2})/g;

const sign = "data:image/";

export function holdsPicture(messages: readonly ChatMessage[]): boolean {
  return messages.some(({ content }) => content.includes(sign) && content.match(picture) !== null);
}

/** A message's content in pieces, in their order; words without anything to say are left out. */
export function piecesOf(content: string): readonly Piece[] {
  if (!content.includes(sign)) return [{ kind: "words", text: content }];
  const pieces: Piece[] = [];
  let at = 0;
  const words = (end: number): void => {
    const text = content.slice(at, end);
    if (text.trim() !== "") pieces.push({ kind: "words", text });
  };
  for (const found of content.matchAll(picture)) {
    const [whole, mediaType = "", base64 = ""] = found;
    words(found.index);
    pieces.push({ kind: "picture", mediaType, base64 });
    at = found.index + whole.length;
  }
  words(content.length);
  return pieces;
}

/** Characters of words, and how many pictures, for guesses about tokens. */
export function sizeOf(content: string): { readonly characters: number; readonly pictures: number } {
  let characters = 0;
  let pictures = 0;
  for (const piece of piecesOf(content)) {
    if (piece.kind === "words") characters += piece.text.length;
    else pictures += 1;
  }
  return { characters, pictures };
}

/** A model that reads text only says so, instead of reading a picture's code as words. */
export function textOnly<Model extends LanguageModel>(model: Model): Model {
  return {
    ...model,
    async complete(request, signal, onWritten) {
      return holdsPicture(request.messages)
        ? modelFailure(
            "no-pictures",
            `${model.label} reads text only, and this row holds a picture. Choose a model that sees pictures (many endpoints have one), or leave the picture's column out.`,
          )
        : model.complete(request, signal, onWritten);
    },
  };
}
