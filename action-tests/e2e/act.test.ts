import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { act } from "./peers/act.ts";
import { raisePinnedStage } from "./peers/pinned-stage.ts";
import { STORY } from "./story/commits.ts";

type Stage = Awaited<ReturnType<typeof raisePinnedStage>>;

const LIMIT = 120_000;
const [GOOD, , BROKEN] = STORY;
const VERIFIED = expect.stringMatching(/^success verified sha256:[0-9a-f]{64}$/) as unknown;
const MIGRATIONS = "drizzle.__drizzle_migrations";

let stage: Stage;
let first: string;

const ledger = () =>
  stage.ledger().map(({ environment, sha, statuses }) => {
    // The newest word counts; `inactive` only says that something newer succeeded.
    const last = statuses.findLast(({ state }) => state !== "inactive");
    return { environment, sha, last: `${last?.state} ${last?.description}` };
  });

const live = () =>
  Object.fromEntries(
    Object.entries(stage.render.dump() as Record<string, { live: string }>).map(([k, v]) => [k, v.live]),
  );

const rowsOf = async (branch: string, table: string): Promise<number> => {
  const branches = (await stage.neon.dump()) as Record<
    string,
    { databases: { neondb: { tables: Record<string, string> } } }
  >;
  return Number.parseInt(branches[branch]?.databases.neondb.tables[table] ?? "0", 10);
};

const allOn = (sha: string) => ({
  "web-production": sha,
  "web-staging": sha,
  "worker-production": sha,
  "worker-staging": sha,
});

const violations = () => [stage.render, stage.neon, stage.github].flatMap((emulator) => emulator.violations);

/** What the emulators say, not what act says: it gives a calling job the result of whichever job ended last. */
(act === undefined ? describe.skip : describe)("the pinned dialect under act", () => {
  beforeAll(async () => {
    stage = await raisePinnedStage();
  }, LIMIT);
  afterAll(() => stage.close(), LIMIT);

  test(
    "carries a commit to production, proven in both environments",
    async () => {
      const { sha, code, log, leftovers, secrets } = await stage.push(GOOD);
      first = sha;

      expect([code, log]).toEqual([0, expect.stringContaining("The pipeline ended as success.")]);
      expect(leftovers).toBe(0);
      expect(ledger()).toEqual([
        { environment: "staging", sha, last: VERIFIED },
        { environment: "production", sha, last: VERIFIED },
      ]);
      expect(live()).toEqual(allOn(sha));
      await expect(answer(`${stage.productionUrl}/healthz`)).resolves.toMatchObject({ commit: sha });
      expect([await rowsOf("staging", MIGRATIONS), await rowsOf("main", MIGRATIONS)]).toEqual([1, 1]);
      expect(Object.keys((await stage.neon.dump()) as object)).toEqual(
        expect.arrayContaining(["checkpoint-staging-7001-1", "checkpoint-production-7001-1"]),
      );
      expect(violations()).toEqual([]);
      const passwords = ["staging", "main"].map((branch) => new URL(stage.neon.uri(branch)).password);
      for (const secret of [...secrets, ...passwords]) expect(log).not.toContain(secret);
    },
    LIMIT,
  );

  test(
    "keeps from production what staging refuses, and brings staging back",
    async () => {
      const { sha, leftovers } = await stage.push(BROKEN);

      expect(leftovers).toBe(0);
      expect(ledger().slice(2)).toEqual([
        { environment: "staging", sha, last: expect.stringMatching(/^failure failed: web: /) as unknown },
        { environment: "staging", sha: first, last: VERIFIED },
      ]);
      expect(live()).toEqual(allOn(first));
      // The worker was on it before the web service refused: staging was brought back, production was never touched.
      expect(stage.render.effects()).toMatchObject({
        "worker-staging": { [first]: 2, [sha]: 1 },
        "web-staging": { [sha]: 1 },
      });
      expect(stage.render.effects()["worker-production"]).toEqual({ [first]: 1 });
      expect(stage.render.effects()["web-production"]).toEqual({ [first]: 1 });
      await expect(answer(`${stage.productionUrl}/healthz`)).resolves.toMatchObject({ commit: first });
      expect([await rowsOf("staging", MIGRATIONS), await rowsOf("main", MIGRATIONS)]).toEqual([2, 1]);
      expect(violations()).toEqual([]);
    },
    LIMIT,
  );
});

const answer = async (url: string): Promise<unknown> => (await fetch(url)).json();
