import type { Ecosystem } from "../types.ts";

/** One statement about where packages come from. */
export interface RegistryAddress {
  readonly ecosystem: Ecosystem;
  /** `@acme` for a scope of npm, the name of a registry for cargo, a pattern for Go; "" for everything else. */
  readonly scope: string;
  /** Without credentials and without a slash at its end; what a lock file resolves to begins with its host. */
  readonly url: string;
  /** "" when it comes from the job's environment. */
  readonly file: string;
  readonly line: number;
}

/** Which environment variable holds the key for what lies below an address: never the key itself. */
export interface RegistryKey {
  /** `npm.acme.example/private`: host, port and path, without a slash at its end. */
  readonly below: string;
  readonly variable: string;
  readonly kind: "bearer" | "basic";
}

/** All that the files of one commit, or the environment of a job, say. */
export interface Addresses {
  readonly entries: readonly RegistryAddress[];
  readonly keys: readonly RegistryKey[];
  /** Patterns of Go modules that the proxy is not asked about. */
  readonly privateModules: readonly string[];
  /** Files that could not be read, with the reason. */
  readonly problems: readonly { readonly file: string; readonly why: string }[];
}

/** What a reader of one format has found; lines are looked up afterwards. */
export interface Said {
  readonly scope?: string;
  readonly url: unknown;
  readonly ecosystem: Ecosystem;
}

export interface Statement {
  readonly said: readonly Said[];
  readonly keys?: readonly RegistryKey[];
}

/** Reads one file; throws what its parser throws. */
export type Reader = (text: string) => Promise<Statement> | Statement;
