import type { Context } from "../../shared/action/context.ts";
import type { Secret } from "../../shared/action/secret.ts";
import type { Inputs, Outputs } from "../../shared/action/spec.ts";
import type { Dockerfile } from "../../shared/domain/dockerfile.ts";
import type { Event } from "../../shared/domain/image/event.ts";
import type { Tag } from "../../shared/domain/image/tags.ts";
import type { Image, Manifest } from "../../shared/domain/manifest/types.ts";
import type { BuildContexts, ContextFile } from "../../shared/ports/build-context.ts";
import type { Built, Builder } from "../../shared/ports/builder.ts";
import type { CacheFolders } from "../../shared/ports/cache-folders.ts";
import type { Command } from "../../shared/ports/command.ts";
import type { FolderCache } from "../../shared/ports/folder-cache.ts";
import type { Git } from "../../shared/ports/git.ts";
import type { Descriptor, ImageLayout, OpenLayout, PlatformImage, Registry } from "../../shared/ports/registry.ts";
import type { FindMirrored, Mirrored } from "./mirrors.ts";
import type { ChangedPackages } from "./package-changes.ts";
import type { spec } from "./spec.ts";

export type BuildContext = Context<typeof spec>;
export type BuildInputs = Inputs<typeof spec>;
export type BuildOutputs = Outputs<typeof spec>;

/** One image, known to the last detail before anything is built. */
export interface ImagePlan {
  readonly name: string;
  /** Lower case, without tag: `ghcr.io/acme/shop`. */
  readonly repository: string;
  readonly image: Image;
  /** Absolute folder that the files come from. */
  readonly folder: string;
  /** What is left after `.dockerignore`, in order of path. */
  readonly files: readonly ContextFile[];
  readonly dockerfile: Dockerfile;
  /** From the repository's root. */
  readonly dockerfilePath: string;
  readonly platforms: readonly string[];
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Values by id. */
  readonly secrets: ReadonlyMap<string, Secret>;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
  /** Of a job of a matrix, which tags nothing itself: the tags of the index that `merge` makes of it and others. */
  readonly mergedTags?: readonly Tag[];
  /** The commit that is built: of a pull request its head, not the merge. */
  readonly commit: string;
  /** The last commit that touched the inputs, and its time in seconds. */
  readonly revision: string;
  readonly epoch: number;
  /** `sha256:…` over everything that the image is made from. */
  readonly inputs: string;
  /** What it is compared with: the image of the base branch, by tag. */
  readonly base: string | undefined;
}

/** An image that was built and lies in a folder. */
export interface BuiltImage {
  readonly plan: ImagePlan;
  readonly built: Built;
  readonly layout: ImageLayout;
  /** Base images that were not taken from where the Dockerfile says. */
  readonly mirrored: readonly Mirrored[];
  readonly platforms: readonly PlatformImage[];
  /** Compressed bytes of all platforms: layers and configurations. */
  readonly size: number;
}

/** What a stage is built from, resolved. */
export interface BaseImage {
  /** As the Dockerfile has it, with the defaults of its ARGs put in. */
  readonly reference: string;
  readonly digest: string | undefined;
  /** The Dockerfile names the digest itself. */
  readonly pinned: boolean;
  /** Digest that the tag names now, where the Dockerfile pins another one. */
  readonly newer?: string | undefined;
  /** Lines for people: how old it is, what is wrong with it. */
  readonly notes: readonly string[];
}

/** Finds base images, and says which have moved. Never rejects for a registry that does not answer: `digest` is absent then. */
export type ResolveBases = (plan: ImagePlan, mirrored: readonly Mirrored[]) => Promise<readonly BaseImage[]>;

/** Stops secrets before they are published: rejects with SLIP-IMAGE-SECRET that names every place. */
export interface Guard {
  readonly beforeBuild: (plan: ImagePlan) => Promise<void>;
  readonly beforePush: (image: BuiltImage) => Promise<void>;
}

/** What goes into the evidence beside the image itself. */
export interface BuildFacts {
  /** RFC 3339. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly bases: readonly BaseImage[];
}

export interface EvidenceResult {
  readonly attached: readonly { readonly kind: "provenance" | "sbom"; readonly descriptor: Descriptor }[];
  readonly signed: "sigstore" | "key" | "no";
  /** Why it is not signed, or what else people should know. */
  readonly notes: readonly string[];
  /** By platform, against the branch's image. */
  readonly changed?: readonly ChangedPackages[];
}

/** An index over what several jobs built and pushed. */
export interface Joined {
  readonly name: string;
  readonly repository: string;
  readonly commit: string;
  readonly top: Descriptor;
  /** Digests by platform. */
  readonly platforms: ReadonlyMap<string, string>;
}

export interface Evidence {
  /** Binds provenance and SBOM to each platform's digest and to the top, after the push and before any tag moves. */
  readonly attach: (image: BuiltImage, facts: BuildFacts) => Promise<EvidenceResult>;
  /** What an image that is not pushed changes in the packages of the branch's image, by platform. */
  readonly compare: (image: BuiltImage) => Promise<readonly ChangedPackages[]>;
  /** Binds provenance to an index, once each of its platforms is proven. SLIP-IMAGE-UNVERIFIED when one is not. */
  readonly join: (merged: Joined) => Promise<EvidenceResult>;
  /**
   * Lets an image that an earlier run made of the same inputs stand for this plan's commit too: provenance for this commit
   * is put beside it. `undefined` when the evidence that it carries does not hold; it is built anew then. Never rejects.
   */
  readonly endorse: (
    plan: ImagePlan,
    top: Descriptor,
    platforms: readonly PlatformImage[],
  ) => Promise<EvidenceResult | undefined>;
}

/** Sizes by layer against the base; from manifests alone. */
export interface SizeReport {
  /** The largest one's, which is what the figures are about. */
  readonly platform: string;
  /** Bytes, compressed. */
  readonly size: number;
  /** Bytes of its layers once they are unpacked. */
  readonly unpacked: number | undefined;
  readonly before: number | undefined;
  readonly rows: readonly {
    readonly layer: string;
    readonly createdBy: string;
    readonly size: number;
    readonly unpacked: number | undefined;
    readonly before: number | undefined;
  }[];
  /** Sentences of what is over its limit; a tag must not move then (SLIP-IMAGE-SIZE is thrown by main after the comment). */
  readonly over: readonly string[];
}

export interface Sizes {
  readonly compare: (image: BuiltImage) => Promise<SizeReport>;
  /** One sticky comment for all images; nothing happens outside of pull requests. Never rejects. */
  readonly comment: (reports: ReadonlyMap<string, SizeReport>) => Promise<void>;
}

export interface Ports {
  readonly event: Event;
  readonly command: Command;
  readonly git: Git;
  readonly registry: Registry;
  readonly openLayout: OpenLayout;
  readonly contexts: BuildContexts;
  /** The builder that the inputs ask for, its logins laid down for the time of `use`. `temp` is gone afterwards. */
  readonly withBuilder: <T>(use: (builder: Builder, temp: string) => Promise<T>) => Promise<T>;
  /** This machine's, as images name it: `amd64`, `arm64`. */
  readonly architecture: string;
  /** GitHub's cache service answers this job. */
  readonly hasActionsCache: boolean;
  /** GitHub's cache service as a place for folders. Absent where it is not offered in the form that we speak. */
  readonly folderCache: FolderCache | undefined;
  /** Folder for caches that outlive the step, on runners that keep their disks, and who looks after what is in it. */
  readonly cacheFolder: string;
  readonly cacheFolders: () => Promise<CacheFolders>;
  /** `GITHUB_WORKFLOW_REF`: what a signed cache says of its origin. */
  readonly workflowRef: string;
  /** Writes a file for later steps; answers its path. */
  readonly keep: (name: string, text: string) => Promise<string>;
  /** Deletes where the registry itself does not, as on ghcr.io. Absent without a token. */
  readonly packages: { readonly remove: (reference: string) => Promise<"deleted" | "absent" | "shared"> } | undefined;
  readonly readFile: (path: string) => Promise<string>;
  readonly guard: Guard;
  readonly bases: ResolveBases;
  readonly mirrored: FindMirrored;
  readonly sizes: Sizes;
  /** Absent for `evidence: none`. */
  readonly evidence: Evidence | undefined;
  readonly readManifest: (path: string) => Promise<Manifest>;
}
