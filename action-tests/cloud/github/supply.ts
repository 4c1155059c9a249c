import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { Incoming, Reply } from "../routes.ts";
import { git } from "./git.ts";
import { paged } from "./paging.ts";
import { notFound, Refusal } from "./refusal.ts";
import { apiUrl, htmlUrl, nodeId, time, userView } from "./views.ts";
import { count, newId, type Repository, type World } from "./world.ts";

/** One change as the dependency graph tells it. */
export interface GraphEntry {
  readonly change_type: "added" | "removed";
  readonly manifest: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly package_url: string | null;
  readonly license: string | null;
  readonly source_repository_url: string | null;
  readonly scope: "unknown" | "runtime" | "development";
  readonly vulnerabilities: readonly {
    readonly severity: string;
    readonly advisory_ghsa_id: string;
    readonly advisory_summary: string;
    readonly advisory_url: string;
  }[];
}

/** What a repository has beyond its git objects and that matters to who depends on it. */
export interface SupplyOptions {
  /** Commits whose signatures GitHub could verify; `all` of them. */
  readonly verified?: readonly string[] | "all";
  readonly releases?: readonly { readonly tag: string; readonly publishedAt: string; readonly immutable?: boolean }[];
  readonly archived?: boolean;
  /** Code scanning is switched on; public repositories have it anyway. */
  readonly codeScanning?: boolean;
  /** The dependency graph is switched on: what it answers to every comparison. */
  readonly graph?: { readonly changes: readonly GraphEntry[]; readonly warnings?: string };
}

/** One upload that was taken. */
export interface SarifUpload {
  readonly id: string;
  readonly commit: string;
  readonly ref: string;
  readonly tool: string | undefined;
  readonly sarif: unknown;
}

interface Here {
  readonly repository: Repository;
}

const named = async (repository: Repository, refs: "refs/tags" | "refs/heads") => {
  const format = "--format=%(refname:strip=2)%09%(objectname)%09%(*objectname)";
  const text = await git(repository.git, ["for-each-ref", format, refs]);
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t"))
    .map(([name = "", sha = "", peeled = ""]) => ({ name, sha: peeled === "" ? sha : peeled }));
};

export const listTags = async (world: World, request: Incoming, { repository }: Here): Promise<Reply> => {
  const tags = await named(repository, "refs/tags");
  const url = apiUrl(world, repository);
  return paged(
    world.url,
    request,
    tags.map(({ name, sha }) => ({
      name,
      commit: { sha, url: `${url}/commits/${sha}` },
      zipball_url: `${url}/zipball/refs/tags/${name}`,
      tarball_url: `${url}/tarball/refs/tags/${name}`,
      node_id: nodeId("REF", Number.parseInt(sha.slice(0, 8), 16)),
    })),
  );
};

export const listBranches = async (world: World, request: Incoming, { repository }: Here): Promise<Reply> => {
  const branches = await named(repository, "refs/heads");
  const url = apiUrl(world, repository);
  return paged(
    world.url,
    request,
    branches.map(({ name, sha }) => ({ name, commit: { sha, url: `${url}/commits/${sha}` }, protected: false })),
  );
};

export const getReleaseByTag = (world: World, { params }: Incoming, { repository }: Here): Reply => {
  const release = repository.supply.releases?.find(({ tag }) => tag === params["tag"]);
  if (release === undefined) throw notFound();
  const id = newId(world);
  const url = `${apiUrl(world, repository)}/releases/${id}`;
  const { tag, publishedAt, immutable = false } = release;
  return {
    status: 200,
    body: {
      url,
      html_url: `${htmlUrl(repository)}/releases/tag/${tag}`,
      assets_url: `${url}/assets`,
      upload_url: `${url}/assets{?name,label}`,
      tarball_url: null,
      zipball_url: null,
      id,
      node_id: nodeId("RE", id),
      tag_name: tag,
      target_commitish: repository.defaultBranch,
      name: tag,
      body: "",
      draft: false,
      prerelease: false,
      immutable,
      created_at: publishedAt,
      published_at: publishedAt,
      author: userView(world, repository.owner),
      assets: [],
    },
  };
};

/** As GitHub answers: 403 where it costs money that nobody pays, 404 where it is switched off. */
export const compareDependencies = (world: World, request: Incoming, { repository }: Here): Reply => {
  const { graph } = repository.supply;
  if (!/^[^.].*\.\.\.[^.]/.test(request.params["basehead"] ?? "")) throw notFound();
  if (graph === undefined) {
    if (!repository.private) throw notFound();
    throw new Refusal(403, "Dependency review is not supported on this repository.");
  }
  const reply = paged(world.url, request, graph.changes);
  const warnings = Buffer.from(graph.warnings ?? "").toString("base64");
  const header = warnings === "" ? {} : { "x-github-dependency-graph-snapshot-warnings": warnings };
  return { ...reply, headers: { ...reply.headers, ...header } };
};

const unpacked = (packed: unknown): unknown => {
  try {
    return JSON.parse(gunzipSync(Buffer.from(String(packed), "base64")).toString("utf8"));
  } catch {
    throw new Refusal(400, "Invalid request.\n\nSARIF is not gzip compressed and Base64 encoded.");
  }
};

export const uploadSarif = async (world: World, request: Incoming, { repository }: Here): Promise<Reply> => {
  const { commit_sha: commit, ref, sarif, tool_name: tool } = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  if (repository.private && repository.supply.codeScanning !== true) {
    throw new Refusal(403, "Advanced Security must be enabled for this repository to use code scanning.");
  }
  if (typeof commit !== "string" || typeof ref !== "string" || !/^refs\/(?:heads|tags|pull)\//.test(ref)) {
    throw new Refusal(400, "Invalid request.");
  }
  await git(repository.git, ["cat-file", "-e", `${commit}^{commit}`]).catch(() => {
    throw new Refusal(404, `commit not found: ${commit}`);
  });
  const document = unpacked(sarif);
  const id = createHash("sha256").update(`${repository.sarifs.length} ${commit}`).digest("hex").slice(0, 36);
  repository.sarifs.push({ id, commit, ref, tool: typeof tool === "string" ? tool : undefined, sarif: document });
  count(world, "sarifs uploaded");
  return { status: 202, body: { id, url: `${apiUrl(world, repository)}/code-scanning/sarifs/${id}` } };
};

export const getSarif = (world: World, { params }: Incoming, { repository }: Here): Reply => {
  const upload = repository.sarifs.find(({ id }) => id === params["sarif"]);
  if (upload === undefined) throw notFound();
  const { version } = (upload.sarif ?? {}) as { readonly version?: unknown };
  const url = `${apiUrl(world, repository)}/code-scanning/analyses?sarif_id=${upload.id}`;
  return version === "2.1.0"
    ? { status: 200, body: { processing_status: "complete", analyses_url: url } }
    : { status: 200, body: { processing_status: "failed", analyses_url: null, errors: ["not a SARIF 2.1.0 file"] } };
};

export const verificationOf = ({ supply }: Repository, sha: string, at: Date) => {
  const verified = supply.verified === "all" || supply.verified?.includes(sha) === true;
  return verified
    ? {
        verified,
        reason: "valid",
        signature: "-----BEGIN PGP SIGNATURE-----",
        payload: `tree ${sha}`,
        verified_at: time(at),
      }
    : { verified, reason: "unsigned", signature: null, payload: null, verified_at: null };
};
