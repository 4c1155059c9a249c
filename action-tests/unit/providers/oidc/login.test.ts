import { afterAll, afterEach, describe, expect, test } from "@jest/globals";
import { Failure } from "../../../../shared/action/failure.ts";
import type { IdentityOptions } from "../../../cloud/identity/world.ts";
import { removeLayouts, smallImage } from "../oci/images.ts";
import {
  ACCOUNT,
  CLIENT,
  CONNECTION,
  INPUTS,
  PROVIDER,
  ROLE,
  SET_UP,
  type Setting,
  setting,
  SUBJECT,
} from "./setting.ts";

const exactly = (path: string): RegExp => new RegExp(`^${path.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

const running: Setting[] = [];
const start = async (options?: IdentityOptions, auth?: "token" | "basic"): Promise<Setting> => {
  const started = await setting(options, auth);
  running.push(started);
  return started;
};
afterAll(removeLayouts);
afterEach(async () => {
  const violations = running.flatMap(({ clouds, registry }) => [...clouds.violations, ...registry.violations]);
  await Promise.all(running.splice(0).map((each) => each.close()));
  if (violations.length > 0) throw new Error(violations.join("\n"));
});

const refusal = async (asked: Promise<unknown>): Promise<Failure> => {
  const thrown: unknown = await asked.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Failure)) throw new Error(`not refused: ${String(thrown)}`);
  return thrown;
};

describe.each(Object.entries(INPUTS))("the job's own identity for %s", (name, input) => {
  test("gives what the registry takes, and prints none of it", async () => {
    const { clouds, login, secrets, printed } = await start();
    const { username, password } = await login(input)();
    expect(clouds.accepts(username, password.reveal())).toBe(true);
    // GitHub's request token is protected by whoever reads the environment.
    const given = clouds.secrets.filter((secret) => secret !== clouds.source.token);
    const known = secrets.join("\n");
    for (const secret of given) {
      expect(known).toContain(secret);
      expect(printed.join("\n")).not.toContain(secret);
    }
    expect(
      clouds.journal.map(({ query }) => query).filter((query) => given.some((secret) => query.includes(secret))),
    ).toEqual([]);
  });

  test("is asked for once by those who ask together, and anew before it ends", async () => {
    const { clouds, login, clock } = await start();
    const own = login(input);
    const [first, second] = await Promise.all([own(), own()]);
    expect(second).toBe(first);
    const asked = clouds.journal.length;
    const life = name === "docker" ? 900_000 : 3_600_000;
    await clock.sleep(life - 6 * 60_000);
    expect(await own()).toBe(first);
    expect(clouds.journal).toHaveLength(asked);
    await clock.sleep(2 * 60_000);
    const third = await own();
    expect(third.password.reveal()).not.toBe(first.password.reveal());
    expect(clouds.accepts(third.username, third.password.reveal())).toBe(true);
    expect(third.until).toBeGreaterThan(clock.now());
  });

  test.each(["reset", "lost-answer", "truncate", "status"] as const)("survives %s at every request", async (kind) => {
    const { clouds, registry, login } = await start();
    const action = kind === "status" ? ({ kind, status: 503 } as const) : { kind };
    await login(input)();
    const requests = [...clouds.journal, ...registry.journal];
    expect(requests.length).toBeGreaterThan(1);
    const before = requests.length;
    for (const { method, path } of requests) {
      for (const emulator of [clouds, registry]) {
        emulator.clearFaults();
        emulator.fault({ method, path: exactly(path), nth: 0, action });
      }
      const { username, password } = await login(input)();
      expect(clouds.accepts(username, password.reveal())).toBe(true);
    }
    // Each of them was struck once, and asked again.
    expect(clouds.journal.length + registry.journal.length).toBe(before + before * (before + 1));
  });

  test("needs a token, which is said before anything is asked", async () => {
    const { clouds, login } = await start();
    expect(await refusal(login(input, { url: "", token: "" })())).toMatchObject({
      code: "SLIP-REGISTRY-IDENTITY",
      blame: "user",
      next: expect.stringContaining("id-token: write"),
    });
    expect(clouds.journal).toEqual([]);
  });

  test("is not waited for forever when the cloud only says 500", async () => {
    const { clouds, login } = await start();
    clouds.fault({ method: "POST", action: { kind: "status", status: 500 } });
    expect(await refusal(login(input)())).toMatchObject({ code: "SLIP-REGISTRY-IDENTITY", blame: "provider" });
  });

  test("is not believed from a page in HTML", async () => {
    const { clouds, login } = await start();
    clouds.fault({ method: "POST", action: { kind: "html", status: 200 } });
    expect(await refusal(login(input)())).toMatchObject({
      code: "SLIP-REGISTRY-IDENTITY",
      blame: "provider",
      message: expect.stringContaining("cannot be understood"),
    });
  });

  test("is tried again after a refusal, but not at once", async () => {
    const { clouds, login, clock } = await start();
    const own = login(input);
    clouds.fault({ method: "POST", nth: 0, action: { kind: "status", status: 403 } });
    const failure = await refusal(own());
    expect(await refusal(own())).toBe(failure);
    await clock.sleep(61_000);
    expect((await own()).username).not.toBe("");
  });
});

test.each(["token", "basic"] as const)(
  "a push after the credentials ended, to a registry that wants %s",
  async (auth) => {
    const { clouds, registry, login, clock, client } = await start(undefined, auth);
    const own = login(INPUTS["google directly"]);
    const there = client(own);
    const layout = await smallImage("x");
    await there.push(layout, `${registry.host}/acme/shop`);
    const handedOut = () => (clouds.dump() as { handedOut: number }).handedOut;
    expect(handedOut()).toBe(1);
    // The build of a second image takes longer than an hour.
    await clock.sleep(61 * 60_000);
    await there.push(await smallImage("y"), `${registry.host}/acme/job`);
    expect(handedOut()).toBe(2);
  },
);

const { aws, google, azure } = SET_UP;
const other = { subject: "repo:acme/other:*" };

describe("what is not set up is told with what to do", () => {
  test.each<[string, keyof typeof INPUTS, IdentityOptions, RegExp, RegExp]>([
    [
      "AWS: no identity provider",
      "aws",
      { aws: { region: aws.region, roles: aws.roles } },
      /No OpenIDConnect provider/,
      /Make token\.actions.*audience `sts\.amazonaws\.com`/,
    ],
    [
      "AWS: its audience",
      "aws",
      { aws: { ...aws, audiences: ["https://github.com/acme"] } },
      /audience/,
      /audience `sts\.amazonaws\.com`/,
    ],
    [
      "AWS: the role trusts another repository",
      "aws",
      { aws: { ...aws, roles: { [ROLE]: other } } },
      /403 AccessDenied/,
      new RegExp(`trust policy.*${SUBJECT}`),
    ],
    ["AWS: no such role", "aws", { aws: { ...aws, roles: {} } }, /assume the role arn:aws:iam/, /trust policy/],
    [
      "AWS: the role's policy",
      "aws",
      { aws: { ...aws, roles: { [ROLE]: { subject: "*", mayLogIn: false } } } },
      /AccessDeniedException.*ecr:GetAuthorizationToken/,
      /policy that allows `ecr:GetAuthorizationToken`/,
    ],
    ["AWS: another region", "aws", { aws: { ...aws, region: "us-west-2" } }, /InvalidSignatureException/, /clock/],
    [
      "Google: no such provider",
      "google directly",
      { google: { providers: {} } },
      /invalid_target/,
      /project's number/,
    ],
    [
      "Google: its condition",
      "google directly",
      { google: { providers: { [PROVIDER]: other } } },
      /unauthorized_client.*attribute condition/,
      new RegExp(`condition.*${SUBJECT}`),
    ],
    [
      "Google: its audience",
      "google directly",
      { google: { providers: { [PROVIDER]: { subject: "*", audiences: ["x"] } } } },
      /invalid_grant.*audience/,
      /default audience, or allow `https:\/\/iam\.googleapis\.com\/projects/,
    ],
    [
      "Google: the service account",
      "google as a service account",
      { google: { ...google, serviceAccounts: { [ACCOUNT]: other } } },
      /PERMISSION_DENIED/,
      /workloadIdentityUser.*images@acme/,
    ],
    [
      "Azure: the subject",
      "azure",
      { azure: { ...azure, clients: { [CLIENT]: { subject: SUBJECT.toUpperCase() } } } },
      /AADSTS700213/,
      new RegExp(`federated credential.*${SUBJECT}`),
    ],
    ["Azure: the tenant", "azure", { azure: { ...azure, tenant: CLIENT } }, /AADSTS90002/, /`tenant=`/],
    ["Azure: the client", "azure", { azure: { ...azure, clients: {} } }, /AADSTS700016/, /`client=`/],
    [
      "Azure: its role",
      "azure",
      { azure: { ...azure, clients: { [CLIENT]: { subject: SUBJECT, mayPush: false } } } },
      /give the client .* UNAUTHORIZED/,
      /AcrPush/,
    ],
    ["Docker: no such connection", "docker", { docker: { connections: {} } }, /invalid subject token/, /`connection=`/],
    [
      "Docker: its ruleset",
      "docker",
      { docker: { connections: { [CONNECTION]: { organization: "acme", ...other } } } },
      /no ruleset/,
      new RegExp(`ruleset.*${SUBJECT}`),
    ],
  ])("%s", async (_, input, options, message, next) => {
    const { login, clouds, printed } = await start(options);
    const failure = await refusal(login(INPUTS[input])());
    expect(failure).toMatchObject({ code: "SLIP-REGISTRY-IDENTITY", blame: "user" });
    expect(failure.message).toMatch(message);
    expect(failure.next).toMatch(next);
    const said = [failure.message, failure.next, ...printed].join("\n");
    for (const secret of clouds.secrets) expect(said).not.toContain(secret);
  });

  test("what a cloud says for a moment only is asked again", async () => {
    const { login, clouds } = await start();
    const raw =
      "<ErrorResponse><Error><Code>IDPCommunicationError</Code><Message>try again</Message></Error></ErrorResponse>";
    clouds.fault({ method: "POST", nth: 0, action: { kind: "status", status: 400, body: raw } });
    expect((await login(INPUTS.aws)()).username).toBe("AWS");
  });

  test("a token of GitHub's that a cloud repeats in its refusal is not printed", async () => {
    const { login, clouds, printed } = await start();
    let said = "";
    const call = () => {
      said = clouds.secrets.join(" ");
      clouds.fault({
        method: "POST",
        action: { kind: "status", status: 400, body: { error: "bad", error_description: said } },
      });
    };
    clouds.fault({ path: /oidc/, nth: 0, action: { kind: "call", when: "after", call } });
    const failure = await refusal(login(INPUTS.docker)());
    const jwt = clouds.secrets.find((secret) => secret.startsWith("eyJ")) ?? "";
    expect(said).toContain(jwt);
    expect([failure.message, ...printed].join("\n")).not.toContain(jwt.slice(0, 60));
  });
});
