/** A table of the paper (arXiv 2507.19457v2), number by number as printed there. */
export interface PublishedTable {
  readonly title: string;
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly values: readonly string[] }[];
}

const columns = ["HotpotQA", "IFBench", "HoVer", "PUPA", "AIME-25", "LiveBench-Math", "Aggregate", "Δ"];

export const publishedTables: readonly PublishedTable[] = [
  {
    title: "Qwen3 8B",
    note: "GRPO had 24 000 rollouts on each task; GEPA 1 839 to 7 051",
    columns,
    rows: [
      { name: "Baseline", values: ["42.33", "36.90", "35.33", "80.82", "27.33", "48.70", "45.23", ""] },
      { name: "GRPO", values: ["43.33", "35.88", "38.67", "86.66", "38.00", "51.26", "48.91", "+3.68"] },
      { name: "MIPROv2", values: ["55.33", "36.22", "47.33", "81.55", "20.00", "46.60", "47.84", "+2.61"] },
      { name: "GEPA", values: ["62.33", "38.61", "52.33", "91.85", "32.00", "51.95", "54.85", "+9.62"] },
      {
        name: "GEPA+Merge",
        values: ["64.33", "28.23", "51.67", "86.26", "32.00", "51.95", "52.40", "+7.17"],
      },
      { name: "rollouts, GEPA", values: ["6871", "3593", "7051", "2426", "1839", "1839", "3936", ""] },
      { name: "rollouts, GRPO", values: ["24000", "24000", "24000", "24000", "24000", "24000", "24000", ""] },
    ],
  },
  {
    title: "GPT-4.1 mini",
    note: "the same model reflects on its own traces",
    columns,
    rows: [
      { name: "Baseline", values: ["38.00", "47.79", "46.33", "78.57", "49.33", "58.20", "53.03", ""] },
      {
        name: "Trace (OptoPrime)",
        values: ["60.33", "51.19", "46.00", "74.18", "45.33", "60.74", "56.30", "+3.27"],
      },
      {
        name: "MIPROv2-No-Demos",
        values: ["38.00", "52.04", "51.33", "91.85", "48.67", "60.97", "57.14", "+4.11"],
      },
      { name: "MIPROv2", values: ["58.00", "49.15", "48.33", "83.37", "51.33", "61.84", "58.67", "+5.64"] },
      { name: "TextGrad", values: ["62.33", "48.64", "47.67", "85.68", "46.67", "63.84", "59.14", "+6.11"] },
      { name: "GEPA", values: ["69.00", "52.72", "51.67", "94.47", "59.33", "64.13", "65.22", "+12.19"] },
      {
        name: "GEPA+Merge",
        values: ["65.67", "55.95", "56.67", "96.46", "59.33", "64.13", "66.36", "+13.33"],
      },
      {
        name: "GEPA-Qwen-Opt",
        values: ["65.67", "49.83", "54.67", "90.05", "52.67", "59.31", "62.03", "+9.00"],
      },
    ],
  },
];

/** What is often said of these results, and what the paper bears out. */
export const publishedNotes: readonly string[] = [
  "Over MIPROv2, in points of the aggregate: +6.6 for GEPA and +7.7 with merge on GPT-4.1 mini, +7.0 on Qwen3 8B. The +13.33 often quoted is GEPA+Merge over the unoptimised baseline.",
  "Selection of the parent (Qwen3 8B, four tasks, aggregate): baseline 48.84, always the best 54.89, beam search of four 53.95, Pareto frontier 61.28.",
  "Prompt length: up to 9.2 times shorter than MIPROv2’s. That is the best case; the paper says of the aggregate both “less than 33 % of the size” and “around 33 % shorter”.",
  "Student to Reflection: at the paper’s scale reflection is 0.5 to 1.9 % of the rollouts (4.7 % on one task). In searches of browser size it is about 5 to 10 % of the requests.",
  "Merge is no free lunch: on Qwen3 8B it lowered the aggregate (52.40 against 54.85).",
  "GEPA’s best prompt on IFBench appeared after 678 rollouts; its budgets were 1 839 to 7 051.",
];
