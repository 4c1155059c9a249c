import { Failure } from "../../action/failure.ts";
import type { Dependency, ReleaseFacts } from "../../dependencies/types.ts";
import type { Answer, Request } from "../../http/types.ts";
import type { Wanted } from "../../ports/registries.ts";

/** One package in all versions that are asked about, at one registry. */
export interface Question {
  readonly name: string;
  readonly dependencies: readonly Dependency[];
  /** Address without a slash at its end. */
  readonly registry: string;
  readonly wanted: Wanted;
}

/** Facts, perhaps with what is missing of them, or only why there are none. */
export interface Finding {
  readonly facts?: ReleaseFacts;
  readonly why?: string;
}

/** By purl; further versions that the same answer tells of may be among them. */
export type Findings = ReadonlyMap<string, Finding>;

/** The same for each version that is asked about. */
export const each = (
  dependencies: readonly Pick<Dependency, "purl" | "version">[],
  find: (version: string) => Finding,
): Findings => new Map(dependencies.map(({ purl, version = "" }) => [purl, find(version)]));

/** `undefined`: the registry has no such package. Rejects as `Http` does. */
export type Reader = (question: Question) => Promise<Findings | undefined>;

/** A GET with the key that is configured for the address, and for no other. */
export type Ask = <T>(request: Omit<Request<T>, "method" | "token">) => Promise<Answer<T>>;

export const NOTHING: ReleaseFacts = {
  publishedAt: undefined,
  license: undefined,
  deprecated: undefined,
  yanked: undefined,
  trust: undefined,
  installScripts: undefined,
  maintainers: undefined,
  publisher: undefined,
  repository: undefined,
  createdAt: undefined,
  versions: undefined,
  integrity: undefined,
  size: undefined,
};

/** For what is worth knowing beside the facts: its failure takes nothing of them away, and is told. */
export const beside = async <T>(work: Promise<T>): Promise<{ readonly value?: T; readonly why?: string }> => {
  try {
    return { value: await work };
  } catch (thrown) {
    if (!(thrown instanceof Failure) || !thrown.code.startsWith("SLIP-HTTP-")) throw thrown;
    return { why: thrown.message };
  }
};

/** Whether a registry is the one that the whole world uses, by its host: only that one tells everything it could. */
export const isAt = (registry: string, host: string): boolean => new URL(registry).host === host;
