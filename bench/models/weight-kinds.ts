import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { ggufLayout } from "../../src/models/wllama/gguf-reader.ts";
import { aligned, ggufHead, type TensorToWrite } from "../../src/models/wllama/gguf-writer.ts";

interface Kind {
  readonly name: string;
  /** Its number in GGUF. */
  readonly type: number;
  /** Values of a block, and its bytes. */
  readonly values: number;
  readonly bytes: number;
  /** Where in a block a half-float stands that scales it. */
  readonly scales: readonly number[];
}

/** Kinds of weights as files have them. */
const kinds: readonly Kind[] = [
  { name: "F32", type: 0, values: 1, bytes: 4, scales: [] },
  { name: "F16", type: 1, values: 1, bytes: 2, scales: [] },
  { name: "Q8_0", type: 8, values: 32, bytes: 34, scales: [0] },
  { name: "Q4_0", type: 2, values: 32, bytes: 18, scales: [0] },
  { name: "Q4_1", type: 3, values: 32, bytes: 20, scales: [0, 2] },
  { name: "Q5_0", type: 6, values: 32, bytes: 22, scales: [0] },
  { name: "Q5_1", type: 7, values: 32, bytes: 24, scales: [0, 2] },
  { name: "Q2_K", type: 10, values: 256, bytes: 84, scales: [80, 82] },
  { name: "Q3_K", type: 11, values: 256, bytes: 110, scales: [108] },
  { name: "Q4_K", type: 12, values: 256, bytes: 144, scales: [0, 2] },
  { name: "Q5_K", type: 13, values: 256, bytes: 176, scales: [0, 2] },
  { name: "Q6_K", type: 14, values: 256, bytes: 210, scales: [208] },
  { name: "IQ4_NL", type: 20, values: 32, bytes: 18, scales: [0] },
  { name: "BF16", type: 30, values: 1, bytes: 2, scales: [] },
  { name: "IQ4_XS", type: 23, values: 256, bytes: 136, scales: [0] },
];

const width = 768;
const inner = 2048;
const layers = 4;
/** 2 to the power of -10 as a half-float. */
const smallScale = 0x1400;

interface Tensor extends TensorToWrite {
  readonly data: Uint8Array;
}

/** Weights that say nothing: speed does not depend on what they are. */
function noise({ type, values, bytes, scales }: Kind, count: number): Uint8Array {
  const data = new Uint8Array((count / values) * bytes);
  for (let at = 0, state = 1; at < data.length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    data[at] = state >>> 24;
  }
  const view = new DataView(data.buffer);
  for (let at = 0; at < data.length; at += bytes) {
    if (type === 0) view.setFloat32(at, (view.getInt8(at) / 128) * 0.03, true);
    if (type === 30) view.setUint16(at, 0x3c00 | (view.getUint16(at, true) & 0x81ff), true);
    if (type === 1) view.setUint16(at, smallScale | (view.getUint16(at, true) & 0x83ff), true);
    for (const scale of scales) view.setUint16(at + scale, smallScale, true);
  }
  return data;
}

const ones = (count: number): Uint8Array => new Uint8Array(new Float32Array(count).fill(1).buffer);

/** All tensors of a small model of the Llama family whose layers are of one kind. */
function* tensorsOf(kind: Kind, vocabulary: number): Generator<Tensor> {
  const q8 = kinds.find(({ name }) => name === "Q8_0") ?? kind;
  const tensor = (name: string, shape: readonly number[], type: number, data: Uint8Array): Tensor => ({
    name,
    shape,
    type,
    data,
    bytes: data.length,
  });
  const matrix = (name: string, columns: number, rows: number, of = kind): Tensor =>
    tensor(name, [columns, rows], of.type, noise(of, columns * rows));
  const norm = (name: string): Tensor => tensor(name, [width], 0, ones(width));
  yield matrix("token_embd.weight", width, vocabulary, q8);
  yield norm("output_norm.weight");
  for (let layer = 0; layer < layers; layer++) {
    const name = (part: string): string => `blk.${layer}.${part}.weight`;
    yield norm(name("attn_norm"));
    yield norm(name("ffn_norm"));
    for (const part of ["attn_q", "attn_k", "attn_v", "attn_output"]) yield matrix(name(part), width, width);
    yield matrix(name("ffn_gate"), width, inner);
    yield matrix(name("ffn_up"), width, inner);
    yield matrix(name("ffn_down"), inner, width);
  }
}

/** The embedded Student's file gives the vocabulary; its pairs that name a size are given these. */
const sizes: Readonly<Record<string, number>> = {
  "llama.embedding_length": width,
  "llama.block_count": layers,
  "llama.feed_forward_length": inner,
  "llama.attention.head_count": width / 64,
  "llama.attention.head_count_kv": width / 64,
  "llama.rope.dimension_count": 64,
};

/** The bytes before the list of tensors, with other sizes. */
function pairsFor(file: Uint8Array<ArrayBuffer>, pairsEnd: number, tensors: number): Uint8Array<ArrayBuffer> {
  const pairs = file.slice(0, pairsEnd);
  const view = new DataView(pairs.buffer);
  view.setBigUint64(8, BigInt(tensors), true);
  const text = Buffer.from(pairs.buffer);
  // Behind the key stand four bytes that say it is a 32-bit number.
  for (const [key, value] of Object.entries(sizes))
    view.setUint32(text.indexOf(key) + key.length + 4, value, true);
  return pairs;
}

/** One file of 33 million weights for each kind, gone when this process ends; they write nonsense. */
export function writeKinds(only: RegExp): readonly string[] {
  const student = readFileSync(
    fileURLToPath(new URL("../../public/models/embedded-student.gguf", import.meta.url)),
  );
  const file = new Uint8Array(student);
  const { pairsEnd, alignment, tensors } = ggufLayout(new DataView(file.buffer));
  const vocabulary = tensors.find(({ name }) => name === "token_embd.weight")?.shape[1] ?? 0;
  const folder = mkdtempSync(join(tmpdir(), "weight-kinds-"));
  process.once("exit", () => rmSync(folder, { recursive: true }));
  const files: string[] = [];
  for (const kind of kinds) {
    if (!only.test(kind.name)) continue;
    const all = [...tensorsOf(kind, vocabulary)];
    const path = join(folder, `${kind.name}.gguf`);
    const head = ggufHead(pairsFor(file, pairsEnd, all.length), all, alignment);
    const weights = all.map(({ data, bytes }) =>
      Buffer.concat([data, new Uint8Array(aligned(bytes, alignment) - bytes)]),
    );
    writeFileSync(path, Buffer.concat([head, ...weights]));
    files.push(path);
  }
  return files;
}
