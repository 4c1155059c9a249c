import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { page, type Rig, rig } from "./rig.ts";

let docs: Rig;
beforeEach(() => {
  docs = rig();
});
afterEach(() => docs.close());

const site = (more: number) => ({ "index.html": page("Home"), "big.txt": "x".repeat(more) });
const refused = { code: "SLIP-DOCS-REFUSED", outcome: "refused" };

test("a site over its budget is refused with the largest files, and nothing is published", async () => {
  const publishing = docs.publish(site(5_000), { maxSize: 4_000 });
  await expect(publishing).rejects.toMatchObject(refused);
  await expect(publishing).rejects.toThrow(/`max-size` is 4\.0 kB; the largest files: `big\.txt` \(5\.0 kB\)/);
  await expect(docs.publish(site(5_000), { maxFileSize: 4_999 })).rejects.toThrow(/big\.txt: 5\.0 kB/);
  expect(docs.head()).toBe("");
  expect((await docs.publish(site(5_000), { maxSize: 6_000 })).result.outcome).toBe("published");
});

test("growth is measured from what is live, that of a preview from the site", async () => {
  await docs.publish(site(1_000));
  const head = docs.head();
  await expect(docs.publish(site(3_000), { maxGrowth: { percent: 50 } })).rejects.toMatchObject(refused);
  await expect(docs.publish(site(3_000), { preview: "7", maxGrowth: { bytes: 1_000 } })).rejects.toThrow(/max-growth/);
  expect(docs.head()).toBe(head);
  await docs.publish(site(1_900), { preview: "7", maxGrowth: { bytes: 1_000 } });
  // Measured from the preview before, it would pass: step by step past every budget.
  await expect(docs.publish(site(2_800), { preview: "7", maxGrowth: { bytes: 1_000 } })).rejects.toThrow(/max-growth/);
});

test("everything that is published has a budget together", async () => {
  await docs.publish(site(1_000));
  await expect(docs.publish(site(1_000), { preview: "7", maxTotalSize: 2_000 })).rejects.toThrow(
    /all that is published has .* the largest: `/,
  );
  await docs.publish(site(1_001), { maxTotalSize: 2_000 });
});

test("packing knows the budget too", async () => {
  const source = docs.write(site(5_000));
  const archive = `${docs.folder}/site.tar`;
  await expect(docs.run({ command: "pack", source, archive, maxSize: 4_000 })).rejects.toMatchObject(refused);
});
