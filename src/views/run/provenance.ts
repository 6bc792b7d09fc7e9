import type { CandidateEntry, RunState } from "../../engine/index.ts";
import type { DiffPart } from "../texts/text-lines.ts";
import { wordDiff } from "../texts/word-diff.ts";

/** A piece of text and the candidate that brought it in. */
interface SourcedPiece {
  readonly text: string;
  readonly candidate: number;
}

/**
 * Where the words of a component came from: the seed's words are the seed's; in every later candidate the words it
 * kept keep their source and those it added are its own. A merge takes a text from one parent whole.
 */
export function provenance(state: RunState, candidate: number, component: string): readonly SourcedPiece[] {
  const entry = state.candidates[candidate];
  if (entry === undefined) return [];
  const known = knownPieces.get(entry)?.get(component);
  if (known !== undefined) return known;
  const pieces = piecesOf(state, entry, component);
  const all = knownPieces.get(entry) ?? new Map<string, readonly SourcedPiece[]>();
  knownPieces.set(entry, all.set(component, pieces));
  return pieces;
}

/** An entry of the pool never changes, so neither do its pieces; a long line of descent is compared once. */
const knownPieces = new WeakMap<CandidateEntry, Map<string, readonly SourcedPiece[]>>();

function piecesOf(state: RunState, entry: CandidateEntry, component: string): readonly SourcedPiece[] {
  const text = entry.texts[component] ?? "";
  const from =
    entry.parents.find((parent) => state.candidates[parent]?.texts[component] === text) ?? entry.parents[0];
  if (from === undefined) return [{ text, candidate: entry.index }];
  const before = provenance(state, from, component);
  const parentText = state.candidates[from]?.texts[component] ?? "";
  return parentText === text ? before : carryOver(before, parentText, text, entry.index);
}

function carryOver(
  before: readonly SourcedPiece[],
  parentText: string,
  text: string,
  candidate: number,
): readonly SourcedPiece[] {
  const pieces: SourcedPiece[] = [];
  let at = 0;
  for (const part of wordDiff(parentText, text)) {
    if (part.kind === "new") pieces.push({ text: part.text, candidate });
    else {
      if (part.kind === "same") pieces.push(...slicePieces(before, at, part.text.length));
      at += part.text.length;
    }
  }
  return joinPieces(pieces);
}

function slicePieces(pieces: readonly SourcedPiece[], from: number, length: number): SourcedPiece[] {
  const found: SourcedPiece[] = [];
  let start = 0;
  for (const piece of pieces) {
    const end = start + piece.text.length;
    const low = Math.max(start, from);
    const high = Math.min(end, from + length);
    if (high > low)
      found.push({ text: piece.text.slice(low - start, high - start), candidate: piece.candidate });
    start = end;
    if (start >= from + length) break;
  }
  return found;
}

function joinPieces(pieces: readonly SourcedPiece[]): readonly SourcedPiece[] {
  const joined: SourcedPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last?.candidate === piece.candidate)
      joined[joined.length - 1] = { ...last, text: last.text + piece.text };
    else if (piece.text !== "") joined.push(piece);
  }
  return joined;
}

/** A line of a diff and the candidates that wrote what stands in it now. */
export interface SourcedLine {
  readonly parts: readonly DiffPart[];
  readonly sources: readonly number[];
}

/** A sentence's end inside a line; what follows is another sentence. */
const sentenceEnd = /(?<=[.!?]) /;

interface Segment {
  readonly line: number;
  readonly parts: DiffPart[];
  readonly sources: Set<number>;
}

/**
 * Cuts a diff at line ends and says of each line who wrote what is left of it. A line that several wrote is cut into its
 * sentences, so that each of them is told apart.
 */
export function sourcedDiff(
  pieces: readonly SourcedPiece[],
  parts: readonly DiffPart[],
): readonly SourcedLine[] {
  return joinSegments(segmentsOf(pieces, parts))
    .filter((segment) => segment.parts.some((part) => part.text.trim() !== ""))
    .map((segment) => ({
      parts: segment.parts,
      sources: [...segment.sources].toSorted((a, b) => a - b),
    }));
}

function segmentsOf(pieces: readonly SourcedPiece[], parts: readonly DiffPart[]): readonly Segment[] {
  const segments: Segment[] = [{ line: 0, parts: [], sources: new Set() }];
  let line = 0;
  let at = 0;
  const open = (): void => void segments.push({ line, parts: [], sources: new Set() });
  const put = (kind: DiffPart["kind"], text: string): void => {
    const segment = segments.at(-1);
    if (segment === undefined || text === "") return;
    segment.parts.push({ kind, text });
    if (kind === "gone") return;
    for (const piece of slicePieces(pieces, at, text.length))
      if (/[\p{L}\p{N}]/u.test(piece.text)) segment.sources.add(piece.candidate);
    at += text.length;
  };
  for (const part of parts)
    part.text.split("\n").forEach((text, index) => {
      if (index > 0) {
        line += 1;
        if (part.kind !== "gone") at += 1;
        open();
      }
      if (text.startsWith(" ") && /[.!?]$/.test(segments.at(-1)?.parts.at(-1)?.text ?? "")) open();
      text.split(sentenceEnd).forEach((sentence, place, all) => {
        put(part.kind, place < all.length - 1 ? `${sentence} ` : sentence);
        if (place < all.length - 1) open();
      });
    });
  return segments;
}

/** Sentences of a line stand together again where the same candidates wrote them, or one alone the whole line. */
function joinSegments(segments: readonly Segment[]): readonly Segment[] {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    const isSame =
      last !== undefined && last.line === segment.line && sameSources(last.sources, segment.sources);
    if (isSame) last.parts.push(...segment.parts);
    else joined.push({ line: segment.line, parts: [...segment.parts], sources: new Set(segment.sources) });
  }
  return joined;
}

function sameSources(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((source) => b.has(source));
}
