import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { Secret } from "../../../shared/action/secret.ts";
import { client } from "./server.ts";

const OPENSSL = "openssl";

/** A certificate that nobody vouches for; undefined where there is no openssl to make one. */
const selfSigned = (): { key: Buffer; cert: Buffer } | undefined => {
  const folder = mkdtempSync(join(tmpdir(), "tls-"));
  try {
    const [key, cert] = [join(folder, "key"), join(folder, "cert")];
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    execFileSync(OPENSSL, ["req", "-x509", ...curve, ...subject, "-days", "1", "-keyout", key, "-out", cert], {
      stdio: "ignore",
    });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const pair = selfSigned();

(pair === undefined ? describe.skip : describe)("TLS", () => {
  test("a certificate that nobody vouches for gets no request, and no second chance", async () => {
    let requests = 0;
    const server = createServer({ ...pair }, (_, response) => {
      requests++;
      response.end("{}");
    });
    let connections = 0;
    server.on("connection", () => connections++);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { http } = client();
    await expect(
      http({ url: `https://127.0.0.1:${port}/v1`, token: new Secret("s3cret"), schema: z.unknown() }),
    ).rejects.toMatchObject({
      code: "SLIP-HTTP-UNREACHABLE",
      blame: "user",
      message: expect.stringContaining("DEPTH_ZERO_SELF_SIGNED_CERT"),
      next: "Check `api-url`: the name must exist and its certificate must be valid.",
    });
    expect([connections, requests]).toEqual([1, 0]);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
