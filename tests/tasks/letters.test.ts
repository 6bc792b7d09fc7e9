import { gzipSync } from "node:zlib";

import { describe, expect, test } from "vitest";

import { previewRowsOf } from "../../src/tasks/rows/import-rows.ts";
import { encodeAs } from "../support/encode-as.ts";
import { reads } from "../support/reads-file.ts";

describe("letters of the world", () => {
  const csv = (rows: readonly (readonly [string, string])[]): string =>
    ["question,answer", ...rows.map((row) => row.join(","))].join("\r\n");
  const texts: readonly (readonly [encoding: string, rows: readonly (readonly [string, string])[]])[] = [
    [
      "windows-1251",
      [
        ["Где моя посылка?", "доставка"],
        ["Счёт выставлен дважды", "оплата"],
        ["Привет как дела", "другое"],
      ],
    ],
    [
      "koi8-r",
      [
        ["Где моя посылка?", "доставка"],
        ["Когда открыто на этой неделе", "часы"],
        ["Не приходит код", "вход"],
      ],
    ],
    [
      "ibm866",
      [
        ["Где моя посылка?", "доставка"],
        ["Когда открыто на этой неделе", "часы"],
        ["Не приходит код", "вход"],
      ],
    ],
    [
      "shift_jis",
      [
        ["荷物はどこですか", "配送"],
        ["請求が二回ありました", "請求"],
        ["パスワードを忘れた", "ログイン"],
      ],
    ],
    [
      "euc-jp",
      [
        ["荷物はどこですか", "配送"],
        ["請求が二回ありました", "請求"],
        ["パスワードを忘れた", "ログイン"],
      ],
    ],
    [
      "euc-kr",
      [
        ["제 소포는 어디에 있나요", "배송"],
        ["요금이 두 번 청구되었습니다", "결제"],
      ],
    ],
    [
      "gb18030",
      [
        ["我的包裹在哪里，有人知道吗", "物流"],
        ["这个月为什么要我付两次", "账单"],
        ["不能登录了，怎么办", "登录"],
      ],
    ],
    [
      "big5",
      [
        ["我的包裹在哪裡，有人知道嗎", "物流"],
        ["這個月為什麼要我付兩次", "帳單"],
        ["不能登入了，怎麼辦", "登入"],
      ],
    ],
  ];
  const spoken: Readonly<Record<string, string>> = {
    "koi8-r": "KOI8-R",
    ibm866: "DOS 866",
    shift_jis: "Shift JIS",
    gb18030: "GB 18030",
  };
  test.each(texts)("of %s are told by themselves, with a word", async (encoding, rows) => {
    const right = {
      rows: rows.length,
      column: { question: rows.map(([question]) => question), answer: rows.map(([, answer]) => answer) },
    };
    await reads([
      "letters.csv",
      encodeAs(encoding, csv(rows)),
      {
        ...right,
        remarks: [spoken[encoding] ?? encoding],
      },
    ]);
  });

  test("of the West stand one by one, and are none of the East", async () => {
    const rows = [
      ["c'è posta là, perché no", "sì"],
      ["mañana en el río", "aquí"],
      ["hjälp på båten", "ja"],
    ] as const;
    const text = rows.map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\n");
    await reads([
      "west.csv",
      encodeAs("windows-1252", `question,answer\n${text}`),
      { column: { answer: ["sì", "aquí", "ja"] }, remarks: ["Western (windows-1252)"] },
    ]);
  });

  test("can be chosen where they cannot be told: another encoding is another preview", async () => {
    const bytes = encodeAs(
      "windows-1250",
      csv([
        ["Gdzie jest paczka proszę?", "przesyłka"],
        ["Zażółć gęślą jaźń", "inne"],
      ]),
    );
    const read = (encoding?: string) =>
      previewRowsOf(
        { kind: "file", file: new Blob([bytes]), name: "paczki.csv" },
        encoding === undefined ? {} : { encoding },
      );
    const guessed = await read();
    expect(guessed).toMatchObject({
      encoding: "windows-1252",
      notes: [expect.stringContaining("another encoding can be chosen")],
    });
    expect(await read("windows-1250")).toMatchObject({
      encoding: "windows-1250",
      rows: [
        ["Gdzie jest paczka proszę?", "przesyłka"],
        ["Zażółć gęślą jaźń", "inne"],
      ],
      notes: [],
    });
    expect(await read("shift_jis")).toMatchObject({ encoding: "shift_jis" });
    expect(JSON.stringify(await read("utf-8"))).toContain("no letters in utf-8");
  });
});

test("a gzip file is read as what is in it", async () => {
  const lines = Array.from({ length: 9 }, (_, at) =>
    JSON.stringify({ question: `q${at}`, answer: `a${at}` }),
  );
  const packed = gzipSync(lines.join("\n"));
  await reads(["rows.jsonl.gz", packed, { rows: 9, columns: ["question", "answer"] }]);
  await reads(["cut.jsonl.gz", packed.subarray(0, 40), { refusal: ["gzip"] }]);
});
