import { expect, test } from "@playwright/test";

import { kilobytes, sizeOf, sum } from "../../tools/build/bundle-sizes.ts";
import { builtFolder, openStudio } from "./support/studio.ts";

test("all JavaScript the page loads before the live chart moves weighs at most 130 kB gzipped", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await openStudio(page, "/");
  await expect(page.getByText(/[1-9]\d* of 700 requests/).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("img", { name: /score/i }).first()).toBeVisible();
  // Resources of the document; what workers load is in their own lists, but for what their first scripts only import.
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => new URL(name).pathname.slice(1))
      .filter((path) => path.endsWith(".js") && !/\.worker-|\/worker-core-|service-worker/.test(path)),
  );
  const sizes = [...new Set(scripts)].map((file) => sizeOf(builtFolder, file));
  for (const { file, gzipBytes } of sizes)
    console.log(`${kilobytes(gzipBytes).padStart(10)} gzipped  ${file}`);
  console.log(`${kilobytes(sum(sizes).gzipBytes)} gzipped in all`);
  expect(sum(sizes).gzipBytes).toBeLessThanOrEqual(130_000);
});
