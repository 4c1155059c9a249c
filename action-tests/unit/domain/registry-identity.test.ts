import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ecrOf, misfit, readRegistryIdentity } from "../../../shared/domain/registry-identity.ts";

const ROLE = "arn:aws:iam::123456789012:role/ci/images";
const PROVIDER = "projects/1/locations/global/workloadIdentityPools/github/providers/shop";
const ID = "867f9d74-789a-4828-a856-12d46bfbbbe7";

describe("an identity", () => {
  test.each([
    [`aws role=${ROLE}`, { cloud: "aws", role: ROLE }],
    [`aws region=eu-central-1\n  role=${ROLE}`, { cloud: "aws", role: ROLE, region: "eu-central-1" }],
    [`google provider=${PROVIDER}`, { cloud: "google", provider: PROVIDER }],
    [
      `google provider=${PROVIDER} service-account=ci@acme.iam.gserviceaccount.com url=https://sts.example/`,
      { cloud: "google", serviceAccount: "ci@acme.iam.gserviceaccount.com", url: "https://sts.example" },
    ],
    [`azure tenant=${ID} client=${ID}`, { cloud: "azure", tenant: ID, client: ID }],
    [`docker organization=acme connection=${ID}`, { cloud: "docker", organization: "acme", connection: ID }],
  ])("%j is read", (text, expected) => {
    expect(readRegistryIdentity(text)).toEqual({ value: expect.objectContaining(expected) });
  });

  test.each([
    ["gcp provider=x", "begin with `aws`"],
    ["toString", "begin with `aws`"],
    ["aws", "no `role=`"],
    ["aws role=images", "`role=` that cannot be one"],
    [`aws role=${ROLE} role=${ROLE}`, "`role=` twice"],
    [`aws role=${ROLE} token=x`, "does not know"],
    [`aws role=${ROLE} toString=x`, "does not know"],
    [`aws role=${ROLE} url=http://sts.example`, "`url=` that cannot be one"],
    [`aws role=${ROLE} url=https://user:pass@sts.example`, "`url=` that cannot be one"],
    ["google provider=projects/acme/locations/global/workloadIdentityPools/g/providers/p", "`provider=`"],
    [`azure tenant=acme client=${ID}`, "`tenant=`"],
    [`docker organization=Acme! connection=${ID}`, "`organization=`"],
  ])("%j is none, and what is wrong is said", (text, problem) => {
    expect(readRegistryIdentity(text)).toEqual({ problem: expect.stringContaining(problem) });
  });

  test("is read from any text without breaking", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((rest) => `aws ${rest}`),
        ),
        (text) => {
          const result = readRegistryIdentity(text);
          expect("problem" in result || result.value.cloud === "aws").toBe(true);
        },
      ),
    );
  });
});

test.each([
  ["123456789012.dkr.ecr.eu-central-1.amazonaws.com", { service: "ecr", region: "eu-central-1" }],
  ["123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", { service: "ecr", region: "cn-north-1" }],
  ["123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", { service: "ecr", region: "us-gov-west-1" }],
  ["123456789012.dkr-ecr.us-east-1.on.aws", { service: "ecr", region: "us-east-1" }],
  ["public.ecr.aws", { service: "ecr-public", region: "us-east-1" }],
  ["123456789012.dkr.ecr.eu-central-1.amazonaws.com.evil.example", undefined],
  ["evil.example", undefined],
])("the registry %s is of AWS: %j", (registry, expected) => {
  expect(ecrOf(registry)).toEqual(expected);
});

describe("credentials of a cloud go to its own registries only", () => {
  const identity = (text: string) => {
    const result = readRegistryIdentity(text);
    if ("problem" in result) throw new Error(result.problem);
    return result.value;
  };
  const [aws, google] = [identity(`aws role=${ROLE}`), identity(`google provider=${PROVIDER}`)];
  const [azure, docker] = [
    identity(`azure tenant=${ID} client=${ID}`),
    identity(`docker organization=acme connection=${ID}`),
  ];
  test.each([
    [aws, "public.ecr.aws"],
    [google, "europe-west3-docker.pkg.dev"],
    [google, "eu.gcr.io"],
    [azure, "acme.azurecr.io"],
    [azure, "acme.germanywestcentral.data.azurecr.us"],
    [docker, "docker.io"],
  ])("%j may go to %s", (one, registry) => {
    expect(misfit(one, registry)).toBeUndefined();
  });
  test.each([
    [aws, "ghcr.io"],
    [google, "gcr.io.evil.example"],
    [google, "evil-docker.pkg.dev.example"],
    [azure, "azurecr.io"],
    [azure, "acme.azurecr.io:444"],
    [docker, "ghcr.io"],
  ])("%j may not go to %s", (one, registry) => {
    expect(misfit(one, registry)).toContain("must not get that cloud's credentials");
  });
  test("an installation of its own is at the user's word, and has to have a region", () => {
    const own = "aws role=arn:aws:iam::123456789012:role/x url=https://cloud.example";
    expect(misfit(identity(own), "registry.example")).toContain("no `region=`");
    expect(misfit(identity(`${own} region=eu-central-1`), "registry.example")).toBeUndefined();
  });
});
