import { expect, it, vi } from "vitest";

it("the example of an own task finds the instruction", async () => {
  const printed = vi.spyOn(console, "log").mockReturnValue();
  await import("../../examples/own-task.ts");
  expect(printed).toHaveBeenCalledWith(expect.stringContaining("best mean 1: Answer in upper case."));
  printed.mockRestore();
});
