/** A recording of GRPO as the file has it: one policy, one seed, three points. */
export function sampleRecording() {
  return {
    format: "gepa-studio/recorded-grpo",
    version: 1,
    date: "2026-01-01",
    command: "python record.py",
    weightsSha256: "a".repeat(64),
    parameters: 12_288,
    seedPrompt: "Sort the message.",
    method: {
      groupSize: 12,
      groupsPerStep: 4,
      clip: 0.2,
      klWeight: 0.01,
      learningRate: 0.00001,
      rank: 16,
      temperature: 1,
      steps: 20,
    },
    runs: [
      {
        policySeed: 901,
        seed: 1,
        rollouts: [0, 480, 960],
        validation: [0.25, 0.5, 0.85],
        reward: [0.2, 0.4, 0.8],
        test: { rows: 240, seedRight: 60, finalRight: 200 },
        validationRollouts: 120,
      },
    ],
  };
}
