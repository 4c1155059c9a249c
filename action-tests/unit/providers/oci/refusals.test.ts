import { describe, expect, test } from "@jest/globals";
import { Failure } from "../../../../shared/action/failure.ts";
import { asRegistryFailure, type Asked, readRefusal, refused } from "../../../../shared/providers/oci/refusals.ts";

const asked = (registry: string): Asked => ({
  registry,
  path: "acme/shop",
  action: "take the manifest main",
  state: "No tag was moved.",
  redact: (text) => text.replaceAll("s3cret", "***"),
});
const refusal = (status: number, code: string, message: string) =>
  readRefusal(status, Buffer.from(JSON.stringify({ errors: [{ code, message }] })));

describe("what a registry refuses", () => {
  test("on ghcr.io names the permission and the package's settings", () => {
    const failure = refused(asked("ghcr.io"), refusal(403, "DENIED", "permission_denied: write_package s3cret"));
    expect(failure).toMatchObject({
      code: "SLIP-REGISTRY-DENIED",
      message: "ghcr.io did not take the manifest main for acme/shop: 403 DENIED: permission_denied: write_package ***",
      state: "No tag was moved.",
    });
    expect(failure.next).toContain("`permissions: packages: write`");
    expect(failure.next).toContain("Manage Actions access");
  });

  test("on Docker Hub names the access token", () => {
    expect(refused(asked("docker.io"), refusal(401, "UNAUTHORIZED", "no")).next).toContain("access token");
  });

  test.each([
    ["123456789012.dkr.ecr.eu-central-1.amazonaws.com", "ecr:PutImage"],
    ["europe-west3-docker.pkg.dev", "artifactregistry.writer"],
    ["acme.azurecr.io", "AcrPush"],
  ])("on %s names what the cloud calls the right to push", (registry, role) => {
    expect(refused(asked(registry), refusal(403, "DENIED", "no")).next).toContain(role);
  });

  test("because of the pulls of others names login and mirror", () => {
    const limited = new Failure("SLIP-HTTP-LIMITED", "GET https://registry-1.docker.io/v2/ answered 429", {
      blame: "provider",
    });
    const failure = asRegistryFailure(limited, asked("docker.io"));
    expect(failure).toMatchObject({ code: "SLIP-REGISTRY-FAILED", cause: limited });
    expect(failure instanceof Failure && failure.next).toContain("mirror.gcr.io");
  });

  test("because the token service does not know the password is about the credentials", () => {
    const denied = new Failure("SLIP-HTTP-AUTH", "GET https://ghcr.io/token answered 403", { blame: "user" });
    expect(asRegistryFailure(denied, asked("ghcr.io"))).toMatchObject({ code: "SLIP-REGISTRY-DENIED" });
  });

  test("because a tag never moves says so", () => {
    const failure = refused(asked("ecr.example"), refusal(400, "TAG_INVALID", "The tag is immutable"));
    expect(failure).toMatchObject({ code: "SLIP-REGISTRY-MISMATCH", blame: "user" });
    expect(failure.next).toContain("another tag");
  });

  test("because there is no such repository says where it may be missing", () => {
    expect(refused(asked("ecr.example"), refusal(404, "NAME_UNKNOWN", "repository unknown"))).toMatchObject({
      code: "SLIP-REGISTRY-FAILED",
      blame: "user",
      next: expect.stringContaining("created before the first push") as unknown,
    });
  });

  test("leaves cancellations and bugs as they are", () => {
    for (const thrown of [new Failure("SLIP-CANCELLED", "cancelled", { blame: "user" }), new TypeError("bug")])
      expect(asRegistryFailure(thrown, asked("ghcr.io"))).toBe(thrown);
  });

  test.each([
    ["", { code: "", message: "" }],
    ["<html>Bad</html>", { code: "", message: "" }],
    ["plain words", { code: "", message: "plain words" }],
    ['{"errors":null}', { code: "", message: "" }],
    ['{"errors":[{"code":"X"}]}', { code: "X", message: "" }],
    [`{"errors":[{"message":"${"m".repeat(9999)}"}]}`, { code: "", message: "m".repeat(300) }],
  ])("is read from %.40j", (text, wanted) => {
    expect(readRefusal(400, Buffer.from(text))).toMatchObject(wanted);
  });
});
