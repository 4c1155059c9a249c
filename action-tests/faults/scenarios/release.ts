import { isDeepStrictEqual } from "node:util";
import type { Scenario, World } from "../scenario.ts";
import { afterCancelledDeploy } from "./after-cancel.ts";
import { type Code, openShop, type Shop, writeCode } from "./shop.ts";

interface Plot {
  /** What the step changes, and so has to be made anew for the next try: opening Render means starting processes. */
  readonly touches: "services" | "ledger";
  readonly services?: (shop: Shop) => Promise<void>;
  /** Writes the ledger and answers the inputs of the step. */
  readonly ledger: (shop: Shop) => Promise<Readonly<Record<string, string>>>;
}

const world = async (code: Code, { touches, services, ledger }: Plot): Promise<World> => {
  const open = async (): Promise<Shop> => {
    const opened = await openShop(code);
    await services?.(opened);
    return opened;
  };
  let shop = await open();
  let inputs = await ledger(shop);
  const now = async () => ({
    render: await shop.render.dump(),
    github: await shop.github.dump(),
    effects: { render: shop.render.effects(), github: shop.github.effects() },
  });
  const start = await now();
  return {
    get step() {
      return {
        inputs: { "github-token": shop.token, manifest: ".github/slipway.yml", environment: "production", ...inputs },
        env: shop.env,
        workspace: shop.workspace,
      };
    },
    get secrets() {
      const { apiKey } = shop.render;
      return { given: [...(Object.values(inputs).includes(apiKey) ? [apiKey] : []), shop.token], outputs: [] };
    },
    get emulators() {
      return [shop.render, shop.github];
    },
    dump: async () => {
      const { render, github } = await now();
      return { render, github };
    },
    effects: () => ({ render: shop.render.effects(), github: shop.github.effects() }),
    settled: () => shop.render.settled(),
    async reset() {
      // Many a step was refused before it changed anything.
      if (isDeepStrictEqual(await now(), start)) return;
      if (touches === "services") await shop.close();
      shop = touches === "services" ? await open() : await shop.withNewLedger();
      inputs = await ledger(shop);
    },
    close: () => shop.close(),
  };
};

/** The worlds share the repository, so that their commits, and with them their end states, are the same. */
const worlds =
  (plot: Plot) =>
  async (count: number): Promise<readonly World[]> => {
    const code = writeCode();
    const opened = await Promise.all(Array.from({ length: count }, () => world(code, plot)));
    let open = count;
    return opened.map((one) =>
      Object.defineProperties({} as World, {
        ...Object.getOwnPropertyDescriptors(one),
        close: {
          value: async () => {
            await one.close();
            open -= 1;
            if (open === 0) await code.setting.end();
          },
        },
      }),
    );
  };

const keys = ({ render }: Shop) => ({ "api-key": render.apiKey, "api-url": render.url });

export const deployRender: Scenario = {
  name: "deploy-render of a manifest",
  action: "deploy-render",
  outcome: "live",
  again: ["unchanged"],
  stride: 1,
  afterCancel: afterCancelledDeploy,
  open: worlds({
    touches: "services",
    async ledger(shop) {
      await shop.enter(shop.first, "10", "verified");
      return { ...keys(shop), commit: shop.second };
    },
  }),
};

export const healthGate: Scenario = {
  name: "health-gate of a manifest",
  action: "health-gate",
  outcome: "passed",
  again: [],
  stride: 1,
  afterCancel: (state) => state,
  open: worlds({
    touches: "ledger",
    services: (shop) => shop.deploy(shop.second),
    async ledger(shop) {
      await shop.enter(shop.first, "10", "verified");
      const id = await shop.enter(shop.second, "20", "open");
      const { second: commit } = shop;
      const of = (name: string, url?: string) => ({ name, id: name, deploy: "dep-1", state: "live", commit, url });
      return {
        services: JSON.stringify([of("worker"), of("web", shop.render.service("web").url)]),
        "deployment-id": id,
        "expect-version": commit,
        "allow-private": "true",
      };
    },
  }),
};

export const rollback: Scenario = {
  name: "rollback of a manifest",
  action: "rollback",
  outcome: "rolled-back",
  again: ["unchanged"],
  stride: 1,
  afterCancel: (state) => state,
  open: worlds({
    touches: "services",
    services: (shop) => shop.deploy(shop.second),
    async ledger(shop) {
      await shop.enter(shop.first, "10", "verified");
      await shop.enter(shop.second, "20", "failed");
      return { ...keys(shop), mode: "execute", consent: "automatic", reason: "a drill", "allow-private": "true" };
    },
  }),
};

/** Reads only: whatever happens to it, nothing has changed. */
export const preflight: Scenario = {
  name: "preflight",
  action: "preflight",
  outcome: "ready",
  again: [],
  stride: 1,
  afterCancel: (state) => state,
  open: worlds({
    touches: "ledger",
    ledger: (shop) =>
      Promise.resolve({
        environments: "production",
        "render-api-key": shop.render.apiKey,
        "render-api-url": shop.render.url,
      }),
  }),
};
