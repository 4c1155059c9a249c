import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { Failure } from "../../action/failure.ts";
import type { Secret } from "../../action/secret.ts";
import type { PagesAccess } from "./access.ts";
import { uploadBlob } from "./blob.ts";
import { zipFile } from "./zip.ts";

const SERVICE = "twirp/github.actions.results.api.v1.ArtifactService";
const NAMES = 20;

interface Ids {
  readonly workflow_run_backend_id: string;
  readonly workflow_job_run_backend_id: string;
}

const noService = (): Failure =>
  new Failure(
    "SLIP-DOCS-PAGES",
    "This step does not see the service that keeps artifacts, through which Pages gets a site.",
    {
      blame: "user",
      state: "Nothing was handed to Pages.",
      next: "Run the action in a job of GitHub Actions, not from a container without the runner's variables; or use `backend: branch`.",
    },
  );

/** The run's and the job's ids, which the runtime token carries in a scope of its own. */
const idsOf = (token: Secret): Ids => {
  const [, payload = ""] = token.reveal().split(".");
  try {
    const { scp } = z.object({ scp: z.string() }).parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
    const [, run = "", job = ""] = /(?:^| )Actions\.Results:([^: ]+):([^: ]+)/.exec(scp) ?? [];
    if (run !== "" && job !== "") return { workflow_run_backend_id: run, workflow_job_run_backend_id: job };
  } catch {
    // Said below; the original error would quote the token.
  }
  throw noService();
};

const sha256 = async (file: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
};

/** Uploads the tar as the artifact that Pages takes. Answers with the artifact's id. */
export const uploadArtifact = async (access: PagesAccess, tar: string): Promise<number> => {
  const { http, job, protect, signal, temp } = access;
  const { resultsUrl, runtimeToken: token } = job;
  if (resultsUrl === undefined || token === undefined) throw noService();
  const ids = idsOf(token);
  const call = <T>(method: string, body: unknown, schema: z.ZodType<T>, accept: readonly number[] = []) =>
    http({
      method: "POST",
      url: `${resultsUrl.replace(/\/+$/, "")}/${SERVICE}/${method}`,
      token,
      body,
      schema,
      accept,
      // The name is taken, or the artifact is finished already: both are told by an answer of their own.
      repeatable: true,
    });

  const created = z.looseObject({ ok: z.boolean().optional(), signed_upload_url: z.string().optional() });
  const finished = z.looseObject({ ok: z.boolean().optional(), artifact_id: z.coerce.number().optional() });
  const zip = join(temp, "slipway-pages.zip");
  try {
    const size = await zipFile(tar, "artifact.tar", zip, signal);
    const hash = `sha256:${await sha256(zip)}`;
    for (let turn = 1; turn <= NAMES; turn++) {
      const name = turn === 1 ? "github-pages" : `github-pages-${turn}`;
      const { status, body } = await call("CreateArtifact", { ...ids, name, version: 4 }, created, [409]);
      if (status === 409) continue;
      const address = body.signed_upload_url;
      if (body.ok !== true || address === undefined) break;
      // Whoever has the address may write there.
      const signature = new URL(address).searchParams.get("sig");
      if (signature !== null) protect(signature);
      await uploadBlob(http, address, zip, size);
      const { body: end } = await call("FinalizeArtifact", { ...ids, name, size: String(size), hash }, finished);
      if (end.artifact_id !== undefined && end.artifact_id > 0) return end.artifact_id;
      break;
    }
  } finally {
    await rm(zip, { force: true });
  }
  throw new Failure("SLIP-DOCS-PAGES", "The service that keeps artifacts did not take the site.", {
    blame: "provider",
    state: "Nothing was handed to Pages.",
    next: "Run the job again.",
  });
};
