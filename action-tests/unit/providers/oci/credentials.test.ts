import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import type { CommandRequest } from "../../../../shared/ports/command.ts";
import { createLogins } from "../../../../shared/providers/oci/credentials.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "slipway-docker-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const auth = (text: string): string => Buffer.from(text).toString("base64");

const asked = async (config: unknown, registry: string, helper?: (request: CommandRequest) => object | undefined) => {
  await writeFile(join(folder, "config.json"), typeof config === "string" ? config : JSON.stringify(config));
  const secrets: string[] = [];
  const protect = (value: string) => {
    secrets.push(value);
    return new Secret(value);
  };
  const login = await createLogins({
    protect,
    folder,
    ...(helper && {
      command: async (request: CommandRequest) => {
        const found = helper(request);
        const stdout = found === undefined ? "credentials not found" : JSON.stringify(found);
        return Promise.resolve({ code: found === undefined ? 1 : 0, stdout, truncated: false, tail: [] });
      },
    }),
  })(registry);
  return { login: login && [login.username, login.password.reveal()], secrets };
};

describe("logins", () => {
  test.each([
    ["ghcr.io", { auths: { "ghcr.io": { auth: auth("octo:cat") } } }],
    ["ghcr.io", { auths: { "https://ghcr.io/v2/": { auth: auth("octo:cat") } } }],
    ["docker.io", { auths: { "https://index.docker.io/v1/": { auth: auth("octo:cat") } } }],
    ["127.0.0.1:5000", { auths: { "127.0.0.1:5000": { username: "octo", password: "cat" } } }],
  ])("of %s are found under %j", async (registry, config) => {
    expect(await asked(config, registry)).toEqual({ login: ["octo", "cat"], secrets: ["cat"] });
  });

  test("keep colons and whatever else a password has", async () => {
    const config = { auths: { "ghcr.io": { auth: auth("octo:a:b©\n") } } };
    expect((await asked(config, "ghcr.io")).login).toEqual(["octo", "a:b©\n"]);
  });

  test("may be identity tokens", async () => {
    const config = { auths: { "acme.azurecr.io": { auth: auth("00000000:"), identitytoken: "refresh" } } };
    expect((await asked(config, "acme.azurecr.io")).login).toEqual(["<token>", "refresh"]);
  });

  test("come from the helper that is named for the registry, else from the store", async () => {
    const config = { credHelpers: { "ecr.example": "ecr-login" }, credsStore: "desktop", auths: { "ghcr.io": {} } };
    const helper = ({ file, args, input }: CommandRequest) => ({
      Username: `${file} ${args.join(" ")}`,
      Secret: input,
    });
    expect((await asked(config, "ecr.example", helper)).login).toEqual([
      "docker-credential-ecr-login get",
      "ecr.example",
    ]);
    expect((await asked(config, "docker.io", helper)).login?.[1]).toBe("https://index.docker.io/v1/");
  });

  test("are none where the helper has none, and no helper is run whose name is a path", async () => {
    expect((await asked({ credsStore: "desktop" }, "ghcr.io", () => undefined)).login).toBeUndefined();
    const run: string[] = [];
    await asked({ credsStore: "../../evil; x" }, "ghcr.io", ({ file }) => {
      run.push(file);
      return { Username: "x", Secret: "y" };
    });
    expect(run).toEqual([]);
  });

  test.each([
    ["{"],
    ["[]"],
    ["null"],
    ['{"auths":[]}'],
    ['{"auths":{"ghcr.io":{"auth":"!!!"}}}'],
    ['{"auths":{"ghcr.io":{"auth":7}}}'],
  ])("are none in a broken configuration: %s", async (text) => {
    expect((await asked(text, "ghcr.io")).login).toBeUndefined();
  });

  test("that are given go to their own registry and nowhere else", async () => {
    const login = { username: "octo", password: new Secret("cat") };
    const protect = (value: string) => new Secret(value);
    const logins = createLogins({ protect, given: { registry: "ghcr.io", login: () => Promise.resolve(login) } });
    expect(await logins("ghcr.io")).toBe(login);
    expect(await logins("ghcr.io.evil.example")).toBeUndefined();
    expect(await logins("docker.io")).toBeUndefined();
  });
});
