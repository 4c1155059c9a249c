import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import type { Incoming, Reply, Route } from "../routes.ts";
import { type Artifact, count, type World } from "./world.ts";

const ids = { workflow_run_backend_id: z.literal("run-1"), workflow_job_run_backend_id: z.literal("job-1") };
const creation = z.strictObject({ ...ids, name: z.string().min(1), version: z.literal(4) });
const finish = z.strictObject({
  ...ids,
  name: z.string(),
  size: z.string().regex(/^\d+$/),
  hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
});

const twirp = (status: number, code: string, msg: string): Reply => ({ status, body: { code, msg } });
const malformed = (): Reply => twirp(400, "malformed", "the request is not understood");

/** The service that keeps a run's artifacts, and the storage behind its signed addresses. */
export const artifactRoutes = (world: World): readonly Route[] => {
  const signatures = new Map<string, Artifact>();

  const guarded =
    (handler: (request: Incoming) => Reply) =>
    (request: Incoming): Reply =>
      request.headers["authorization"] === `Bearer ${world.runtimeToken}`
        ? handler(request)
        : twirp(401, "unauthenticated", "the token is not known");

  const create = (request: Incoming): Reply => {
    const { data } = creation.safeParse(request.body);
    if (data === undefined) return malformed();
    if (world.artifacts.some(({ name }) => name === data.name))
      return twirp(409, "already_exists", "an artifact with this name already exists on the workflow run");
    const artifact: Artifact = {
      id: 1_000 + world.artifacts.length,
      name: data.name,
      blocks: new Map(),
      content: undefined,
      finished: false,
      hash: undefined,
    };
    world.artifacts.push(artifact);
    const signature = randomBytes(32).toString("base64");
    signatures.set(signature, artifact);
    const query = new URLSearchParams({ sv: "2025-11-05", sp: "cw", sig: signature });
    return {
      status: 200,
      body: { ok: true, signed_upload_url: `${world.url}/blobs/${artifact.id}.zip?${query.toString()}` },
    };
  };

  const put = ({ query, raw, headers }: Incoming): Reply => {
    const artifact = signatures.get(query.get("sig") ?? "");
    if (artifact === undefined || artifact.finished || headers["authorization"] !== undefined)
      return {
        status: 403,
        raw: "<Error><Code>AuthenticationFailed</Code></Error>",
        headers: { "content-type": "application/xml" },
      };
    const part = query.get("comp");
    if (part === "block") artifact.blocks.set(query.get("blockid") ?? "", raw);
    else if (part === "blocklist") {
      const list = [...raw.toString("utf8").matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id = ""]) =>
        artifact.blocks.get(id),
      );
      if (list.some((block) => block === undefined))
        return { status: 400, raw: "<Error><Code>InvalidBlockList</Code></Error>" };
      artifact.content = Buffer.concat(list.filter((block) => block !== undefined));
    } else if (headers["x-ms-blob-type"] === "BlockBlob") artifact.content = raw;
    else return { status: 400, raw: "<Error><Code>MissingRequiredHeader</Code></Error>" };
    return { status: 201 };
  };

  const finalize = (request: Incoming): Reply => {
    const { data } = finish.safeParse(request.body);
    const artifact = world.artifacts.find(({ name }) => name === data?.name);
    if (data === undefined || artifact?.content === undefined) return malformed();
    const hash = `sha256:${createHash("sha256").update(artifact.content).digest("hex")}`;
    if (Number(data.size) !== artifact.content.length || data.hash !== hash)
      return twirp(400, "invalid_argument", "size or hash is not that of what was uploaded");
    if (!artifact.finished) count(world, "artifacts finished");
    artifact.finished = true;
    artifact.hash = hash;
    return { status: 200, body: { ok: true, artifact_id: String(artifact.id) } };
  };

  const service = "/twirp/github.actions.results.api.v1.ArtifactService";
  return [
    { method: "POST", path: `${service}/CreateArtifact`, described: false, handler: guarded(create) },
    { method: "POST", path: `${service}/FinalizeArtifact`, described: false, handler: guarded(finalize) },
    { method: "PUT", path: "/blobs/:blob", described: false, handler: put },
  ];
};
