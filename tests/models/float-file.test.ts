import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { asFloats } from "../../src/models/wllama/float-file.ts";
import { ggufLayout } from "../../src/models/wllama/gguf-reader.ts";
import { slowKinds } from "../../src/models/wllama/weight-kinds.ts";

const path = fileURLToPath(new URL("../../public/models/embedded-student.gguf", import.meta.url));
const student = new Blob([readFileSync(path)]);
const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

/** The half-floats 0.25 and -3.5. */
const quarter = [0x00, 0x34];
const least = [0x00, 0xc3];

/**
 * A block whose bytes are 41, 114, 187, … behind the given ones, and the numbers that the package gguf (0.17, `gguf.quants.dequantize`)
 * reads from it.
 */
const references: readonly (readonly [type: number, name: string, start: readonly number[], string])[] = [
  [
    2,
    "Q4_0",
    quarter,
    "0.75 -1 1.25 -0.5 1.75 0 -1.75 0.5 -1.25 1 -0.75 1.5 -0.25 -2 0.25 -1.5 0.75 -2 -1 0.25 1.25 -1.5 -0.25 0.75 -2 -1 0.25 1.25 -1.5 -0.25 0.75 -2",
  ],
  [
    3,
    "Q4_1",
    [...quarter, ...least],
    "-0.25 -2 0.25 -1.5 -3.25 -1 -2.75 -0.5 -2.25 0 -1.75 -3.5 -1.25 -3 -0.75 -2.5 -2.5 -1.25 -0.25 -3 -1.75 -0.75 -3.5 -2.5 -1.25 -0.25 -3 -1.75 -0.75 -3.5 -2.5 -1.25",
  ],
  [
    6,
    "Q5_0",
    quarter,
    "3.75 2 -3.75 2.5 0.75 3 -2.75 3.5 -2.25 -4 2.25 -3.5 -1.25 -3 -0.75 -2.5 3.25 -3.5 1.75 2.75 -4 -3 2.25 -0.75 -3.5 1.75 2.75 -4 1 -1.75 -0.75 0.5",
  ],
  [
    7,
    "Q5_1",
    [...quarter, ...least],
    "0.75 -1 1.25 3.5 -2.25 0 2.25 -3.5 -1.25 1 3.25 -2.5 3.75 -2 0.25 2.5 2.25 3.25 0.5 1.5 2.75 -0.25 1 2.25 -0.75 -3.5 -2.5 2.75 -0.25 1 -2 -0.75",
  ],
  [
    8,
    "Q8_0",
    quarter,
    "-17.25 1 19.25 -26.5 -8.25 10 28.25 -17.5 0.75 19 -26.75 -8.5 9.75 28 -17.75 0.5 18.75 -27 -8.75 9.5 27.75 -18 0.25 18.5 -27.25 -9 9.25 27.5 -18.25 0 18.25 -27.5",
  ],
  [
    20,
    "IQ4_NL",
    quarter,
    "9.5 -12.25 17.25 -5.5 28.25 0.25 -26 6.25 -16.25 13.25 -8.75 22.25 -2.5 -31.75 3.25 -20.75 9.5 -31.75 -12.25 3.25 17.25 -20.75 -2.5 9.5 -31.75 -12.25 3.25 17.25 -20.75 -2.5 9.5 -31.75",
  ],
];

test.each(references)(
  "numbers of kind %i (%s) are written out as the reference reads them",
  (type, _, start, numbers) => {
    const kind = slowKinds.get(type)!;
    const block = Uint8Array.from({ length: kind.bytes }, (__, i) => start[i] ?? (i * 73 + 41) & 255);
    // Behind another block, and into the middle of a list.
    const written = new Float32Array(2 * kind.values);
    kind.decode(Uint8Array.from([...block, ...block]), kind.bytes, written, kind.values);
    expect([...written.subarray(kind.values)].join(" ")).toBe(numbers);
    expect(written.subarray(0, kind.values).every((value) => value === 0)).toBe(true);
  },
);

test("half-floats are written out, the smallest too", () => {
  const { decode } = slowKinds.get(1)!;
  const written = new Float32Array(5);
  const halves = Uint8Array.from([0x00, 0x34, 0x00, 0xc3, 0x01, 0x00, 0xff, 0x83, 0x00, 0x80]);
  for (let i = 0; i < 5; i++) decode(halves, i * 2, written, i);
  expect([...written]).toEqual([0.25, -3.5, 2 ** -24, -1023 * 2 ** -24, -0]);
});

test("a file as floats has the same tensors, its layers' matrices as 32-bit floats, whatever stretch of it is read", async () => {
  const { files, written } = await asFloats([student], 1e9);
  const [file] = files;
  const whole = await bytesOf(file!);
  const before = ggufLayout(new DataView(await student.arrayBuffer()));
  const after = ggufLayout(new DataView(whole.buffer as ArrayBuffer));
  expect(whole.length).toBe(file!.size);
  expect(written).toBe(42);
  expect(after.tensors.map(({ name, shape }) => [name, shape])).toEqual(
    before.tensors.map(({ name, shape }) => [name, shape]),
  );
  expect(after.tensors.filter(({ type }) => type !== 0).map(({ name }) => name)).toEqual([
    "token_embd.weight",
  ]);
  for (const [start, end] of [
    [0, 5000],
    [after.dataStart - 3, after.dataStart + 900_001],
    [3_333_333, 5_555_555],
    [whole.length - 77, whole.length + 5],
  ] as const)
    expect(Buffer.compare(await bytesOf(file!.slice(start, end)), whole.subarray(start, end))).toBe(0);
  expect(Buffer.compare(await bytesOf(file!.slice(100, 9000).slice(7, 99)), whole.subarray(107, 199))).toBe(
    0,
  );
});

test("what finds no room stays as it is, over all parts of a split file", async () => {
  const { tensors } = ggufLayout(new DataView(await student.arrayBuffer()));
  const [first] = tensors.filter(({ name }) => name === "blk.0.attn_q.weight");
  const grows = first!.shape[0]! * first!.shape[1]! * (4 - 34 / 32);
  const one = await asFloats([student, student], student.size * 2 + grows);
  expect(one.written).toBe(1);
  expect(one.files[1]).toBe(student);
  expect(await asFloats([student, student], 0)).toEqual({ files: [student, student], written: 0 });
});

test.each([
  ["inside its own head", 4000],
  ["inside its weights", student.size - 5000],
])("a file that ends %s is handed on as it is, for the engine to refuse", async (_, size) => {
  const cut = student.slice(0, size);
  expect(await asFloats([cut], 1e9)).toEqual({ files: [cut], written: 0 });
});
