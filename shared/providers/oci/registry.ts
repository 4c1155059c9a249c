import * as z from "zod";
import { Failure } from "../../action/failure.ts";
import { sha256Of } from "../../domain/digest.ts";
import { formatImageReference, type ImageReference, isTag, parseImageReference } from "../../domain/image-reference.ts";
import { collect, paginate } from "../../http/paginate.ts";
import type { Registry } from "../../ports/registry.ts";
import { apiOf } from "./address.ts";
import { fetchManifest, headManifest, otherContent } from "./manifests.ts";
import { nextPage } from "./pages.ts";
import type { Patience } from "./patience.ts";
import { platformImages } from "./platforms.ts";
import { pushLayout } from "./push.ts";
import { readJson } from "./read-json.ts";
import { createReferrers } from "./referrers.ts";
import { type Call, createSession, type Repository, type SessionOptions } from "./session.ts";
import { moveTags } from "./tag.ts";

export interface RegistryOptions extends SessionOptions, Patience {}

/** What `blob` reads when nobody says how much: configurations and evidence are smaller. */
const MOST = 16 * 1024 * 1024;

const invalid = (text: string, what: string): Failure =>
  new Failure("SLIP-INPUT-INVALID", `${JSON.stringify(text.slice(0, 300))} ${what}.`, {
    blame: "user",
    state: "Nothing was asked of a registry.",
    next: "Write it like `ghcr.io/acme/shop`, `ghcr.io/acme/shop:main` or `ghcr.io/acme/shop@sha256:…`.",
  });

const parse = (text: string): ImageReference => {
  const found = parseImageReference(text);
  if (found === undefined) throw invalid(text, "is no image reference");
  return found;
};

const repositoryOf = (text: string): Repository => {
  const { tag, digest, ...repository } = parse(text);
  if (tag !== undefined || digest !== undefined) throw invalid(text, "names an image where a repository is meant");
  return repository;
};

/** Tag or digest; the digest counts where there are both. */
const nameOf = ({ tag, digest }: ImageReference): string => digest ?? tag ?? "latest";

const tagsSchema = z.object({ tags: z.array(z.string()).nullish() });

/** Registries by the OCI distribution API: what one `Context` gives is all that it needs, and who to log in as. */
export const createRegistry = (options: RegistryOptions): Registry => {
  const session = createSession(options);
  const referrers = createReferrers(session, options);

  const blob: Registry["blob"] = async (repository, { digest, size }, most = MOST) => {
    const place = repositoryOf(repository);
    if (size > most) throw otherContent(place, `at most ${most} bytes`, `has ${size} bytes as ${digest}`);
    const call: Call = { to: `blobs/${digest}`, action: `show the blob ${digest}`, access: "pull", content: true };
    const reply = await session.ask(place, { ...call, maxBytes: most });
    if (reply.status !== 200) throw session.refuse(place, call, reply);
    const found = sha256Of(reply.bytes);
    if (found !== digest) throw otherContent(place, digest, `sent ${found}`);
    return reply.bytes;
  };

  return {
    blob,
    manifest: async (text) => {
      const reference = parse(text);
      return await fetchManifest(session, reference, nameOf(reference));
    },
    resolve: async (text) => {
      const reference = parse(text);
      return await headManifest(session, reference, nameOf(reference));
    },
    images: async (text) => {
      const reference = parse(text);
      const top = await fetchManifest(session, reference, nameOf(reference));
      const repository = formatImageReference({ ...reference, tag: undefined, digest: undefined });
      return (
        top &&
        (await platformImages(top, {
          manifest: ({ digest }) => fetchManifest(session, reference, digest),
          bytes: (descriptor) => blob(repository, descriptor),
        }))
      );
    },
    push: async (layout, repository, { from = [] } = {}) => {
      const target = repositoryOf(repository);
      const others = from.map(repositoryOf).filter(({ registry }) => registry === target.registry);
      const paths = others.map(({ path }) => path).filter((path) => path !== target.path);
      return await pushLayout(session, options, layout, target, paths);
    },
    tag: async (repository, digest, tags, { keep = [] } = {}) => {
      const target = repositoryOf(repository);
      for (const tag of tags) if (!isTag(tag)) throw invalid(tag, "is no tag");
      return await moveTags(session, options, target, { digest, tags, keep });
    },
    attach: async (repository, subject, artifact) =>
      await referrers.attach(repositoryOf(repository), subject, artifact),
    referrers: async (repository, digest, artifactType) =>
      await referrers.list(repositoryOf(repository), digest, artifactType),
    tags: async (repository) => {
      const target = repositoryOf(repository);
      const first = new URL(`${target.path}/tags/list?n=1000`, apiOf(target.registry));
      const page = async (cursor: string | undefined) => {
        const to = cursor === undefined ? first : new URL(cursor);
        const call: Call = { to, action: "list its tags", access: "pull" };
        const reply = await session.ask(target, call);
        if (reply.status === 404) return { items: [], next: undefined };
        if (reply.status !== 200) throw session.refuse(target, call, reply);
        const body = readJson(reply.bytes, tagsSchema);
        return { items: body?.tags ?? [], next: nextPage(reply.headers, to)?.href };
      };
      return await collect(paginate({ what: `tags of ${target.path}`, page, key: (tag: string) => tag }));
    },
    remove: async (text) => {
      const reference = parse(text);
      const to = `manifests/${nameOf(reference)}`;
      const call: Call = { method: "DELETE", to, action: `delete ${nameOf(reference)}`, access: "pull,push,delete" };
      const reply = await session.ask(reference, call);
      if (reply.status < 300) return "deleted";
      const { code } = session.refusal(reply);
      if (reply.status === 405 || reply.status === 501 || code === "UNSUPPORTED") return "unsupported";
      // What registries that delete by digest only say to a tag.
      if (reply.status === 400 && reference.digest === undefined) return "unsupported";
      if (reply.status === 404) return "absent";
      throw session.refuse(reference, call, reply);
    },
  };
};
