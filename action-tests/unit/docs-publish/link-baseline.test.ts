import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { page, type Rig, rig, sha } from "./rig.ts";

let docs: Rig;
beforeEach(() => {
  docs = rig();
});
afterEach(() => docs.close());

const BROKEN = { "index.html": page('<a href="gone.html">x</a>') };
const WORSE = { "index.html": page('<a href="gone.html">x</a> <a href="also-gone.html">y</a>') };

test("a first preview and a first version are not blamed for what is broken on the site beside them", async () => {
  await docs.publish(BROKEN, { linkCheck: "warn" });
  docs.pulls.set(7, { headSha: sha(1) });
  expect((await docs.publish(BROKEN, { preview: "7", comment: false })).result.outcome).toBe("published");
  expect((await docs.publish(BROKEN, { version: "1.0" })).result.outcome).toBe("published");
  for (const place of [{ preview: "8", comment: false }, { version: "2.0" }])
    await expect(docs.publish(WORSE, place)).rejects.toMatchObject({ code: "SLIP-DOCS-LINKS" });
});

test("the same links break the first publication of all, and a later one only if they are new", async () => {
  await expect(docs.publish(BROKEN)).rejects.toMatchObject({ code: "SLIP-DOCS-LINKS", outcome: "refused" });
  await docs.publish(BROKEN, { linkCheck: "warn" });
  expect((await docs.publish({ ...BROKEN, "a.html": page("a") })).result.outcome).toBe("published");
  await expect(docs.publish(WORSE)).rejects.toThrow(/also-gone\.html/);
});
