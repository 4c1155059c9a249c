import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { git } from "../git/git.ts";
import type { Builtin } from "../types.ts";

const isSha = (ref: string) => /^[0-9a-f]{40}$/i.test(ref);

/** `actions/checkout` from the local git repositories. Later fetches and pushes of the job go to them as well. */
export const checkout: Builtin = async (context) => {
  const { inputs, github, workspace } = context;
  const repository = inputs["repository"] || github.repository;
  const source = context.gitFolder(repository);
  if (source === undefined) throw new Error(`Not found - repository ${repository}`);
  const own = repository.toLowerCase() === github.repository.toLowerCase();
  const ref = inputs["ref"] || (own ? github.ref : "HEAD");
  const target = resolve(workspace, inputs["path"] ?? "");
  if (target !== workspace && !target.startsWith(`${workspace}/`))
    throw new Error(`Repository path '${target}' is not under '${workspace}'`);
  const isDefault = own && (inputs["ref"] ?? "") === "";
  const wanted = isDefault ? github.sha : await find(source, ref);

  await mkdir(target, { recursive: true });
  if (!existsSync(`${target}/.git`)) await git(target, "init", "--quiet");
  const url = `${github.serverUrl}/${repository}`;
  await setRemote(target, url, source);
  const depth = Number(inputs["fetch-depth"] ?? "1");
  const history = depth > 0 ? [`--depth=${depth}`] : [];
  const all = depth > 0 ? [] : ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"];
  await git(target, "fetch", "--quiet", "--no-tags", ...history, "origin", wanted, ...all);
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1] ?? (isSha(ref) || ref.startsWith("refs/") ? undefined : ref);
  if (branch !== undefined && branch !== "HEAD") {
    await git(target, "update-ref", `refs/remotes/origin/${branch}`, wanted);
    await git(target, "checkout", "--quiet", "--force", "-B", branch, wanted);
  } else await git(target, "checkout", "--quiet", "--force", "--detach", wanted);
  if (inputs["clean"] !== "false") await git(target, "clean", "-ffdxq");
  if (inputs["persist-credentials"] !== "false") await persist(context, target);
  context.log(`Checked out ${repository} at ${wanted}`);
  context.setOutput("ref", ref);
  context.setOutput("commit", wanted);
};

const find = async (source: string, ref: string): Promise<string> => {
  for (const candidate of [ref, `refs/heads/${ref}`, `refs/tags/${ref}`]) {
    if (candidate.startsWith("-")) break;
    const sha = await git(source, "rev-parse", "--verify", "--quiet", `${candidate}^{commit}`).catch(() => "");
    if (sha !== "") return sha.trim();
  }
  throw new Error(`A branch or tag with the name '${ref}' could not be found`);
};

/** The remote has GitHub's address; git itself is sent to the folder. */
const setRemote = async (target: string, url: string, source: string) => {
  await git(target, "config", "remote.origin.url", url);
  await git(target, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
  await git(target, "config", `url.file://${source}.insteadOf`, url);
};

const persist = async ({ github, inputs, mask, after }: Parameters<Builtin>[0], target: string) => {
  const token = inputs["token"] || github.token;
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  mask(basic);
  const key = `http.${github.serverUrl}/.extraheader`;
  await git(target, "config", "--local", key, `AUTHORIZATION: basic ${basic}`);
  after(async () => {
    await git(target, "config", "--local", "--unset-all", key).catch(() => undefined);
  });
};
