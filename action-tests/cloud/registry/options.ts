import type { Route } from "../routes.ts";

/** What one user may do in the repositories whose path it is asked for. */
export type Grant = (path: string, action: "pull" | "push" | "delete") => boolean;

export interface RegistryUser {
  readonly password: string;
  /** Everything when absent. */
  readonly may?: Grant;
}

export interface RegistryEmulatorOptions {
  /** How it wants to be asked. Default: by Bearer tokens where there are users, else not at all. */
  readonly auth?: "token" | "basic" | "none";
  readonly users?: Readonly<Record<string, RegistryUser>>;
  /** Who is let in besides, as others know it: a cloud that hands out passwords. */
  readonly accepts?: (username: string, password: string) => boolean;
  /** What answers under the same address besides. */
  readonly routes?: readonly Route[];
  /** What those may who do not log in. Default: nothing, or all where `auth` is none. */
  readonly anonymous?: Grant;
  /** Life of a token. Default: 300. */
  readonly tokenSeconds?: number;
  /** Whether it keeps the lists of referrers itself. Default: no, like ghcr.io and registry 2.8. */
  readonly referrers?: boolean;
  /** Whether an upload can go on after its connection was cut. Default: yes; registry 2.8 does not. */
  readonly resume?: boolean;
  /** Bytes of one piece at most, as ghcr.io has it. */
  readonly largestPiece?: number;
  /** Bytes of one body at most, as proxies have it. */
  readonly largestBody?: number;
  /** Blobs are served from another address, which takes no credentials. */
  readonly redirects?: boolean;
  /** Tags that never move. */
  readonly immutable?: RegExp;
  /** Whether tags can be deleted by name. Default: no. */
  readonly deletesTags?: boolean;
  /** Entries of one page of a list. */
  readonly page?: number;
  readonly now?: () => number;
  readonly port?: number;
}
