import type { Incoming, Reply } from "../routes.ts";
import { git, gitBytes, resolveRef } from "./git.ts";
import { notFound, Refusal } from "./refusal.ts";
import { apiUrl, htmlUrl } from "./views.ts";
import type { Repository, World } from "./world.ts";

interface Entry {
  readonly type: "file" | "dir" | "symlink" | "submodule";
  readonly sha: string;
  readonly path: string;
  readonly size: number;
}

const typeOf = (mode: string, type: string): Entry["type"] => {
  if (type === "tree") return "dir";
  if (type === "commit") return "submodule";
  return mode === "120000" ? "symlink" : "file";
};

/** Entries of a tree: `path` itself, or what is in it when it ends in a slash. */
const entries = async (repository: Repository, sha: string, path: string): Promise<readonly Entry[]> => {
  const text = await git(repository.git, [
    "ls-tree",
    "-z",
    "-l",
    "--full-tree",
    sha,
    ...(path === "" ? [] : ["--", path]),
  ]);
  return text
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => {
      const [meta = "", name = ""] = line.split("\t");
      const [mode = "", type = "", object = "", size = "0"] = meta.split(/ +/);
      return { type: typeOf(mode, type), sha: object, path: name, size: Number(size) || 0 };
    });
};

const view = (world: World, repository: Repository, ref: string, { type, sha, path, size }: Entry) => {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const self = `${apiUrl(world, repository)}/contents/${encoded}?ref=${ref}`;
  const gitUrl = `${apiUrl(world, repository)}/git/${type === "dir" ? "trees" : "blobs"}/${sha}`;
  const page = `${htmlUrl(repository)}/${type === "dir" ? "tree" : "blob"}/${ref}/${encoded}`;
  return {
    type,
    size,
    name: path.split("/").at(-1) ?? "",
    path,
    sha,
    url: self,
    git_url: gitUrl,
    html_url: page,
    download_url: type === "file" ? `${htmlUrl(repository)}/raw/${ref}/${encoded}` : null,
    _links: { self, git: gitUrl, html: page },
  };
};

const raw = /application\/vnd\.github(\.v3)?\.raw/;

/** A file as base64 or raw, a folder as the list of what is in it. */
export const getContents = async (
  world: World,
  request: Incoming,
  { repository }: { repository: Repository },
): Promise<Reply> => {
  const path = (request.params["path"] ?? "").replace(/^\/+|\/+$/g, "");
  const ref = request.query.get("ref") ?? repository.defaultBranch;
  const sha = await resolveRef(repository.git, ref);
  if (sha === undefined) throw new Refusal(404, `No commit found for the ref ${ref}`);
  if (path.split("/").some((part) => part === "." || part === "..")) throw notFound();
  const [entry] = path === "" ? [] : await entries(repository, sha, path);
  if (path === "" || entry?.type === "dir") {
    const inside = await entries(repository, sha, path === "" ? "" : `${path}/`);
    return { status: 200, body: inside.map((each) => view(world, repository, ref, each)) };
  }
  if (!entry || entry.path !== path) throw notFound();
  const bytes = await gitBytes(repository.git, ["cat-file", "blob", entry.sha]);
  if (raw.test(request.headers["accept"] ?? ""))
    return { status: 200, raw: bytes, headers: { "content-type": "application/vnd.github.raw; charset=utf-8" } };
  const content = bytes.toString("base64").replaceAll(/.{60}/g, "$&\n");
  return { status: 200, body: { ...view(world, repository, ref, entry), content: `${content}\n`, encoding: "base64" } };
};
