import type { Access, PermissionsSpec } from "../template/workflow-spec.ts";

/** What a job's token may do; what is absent it may not. */
export type Permissions = Readonly<Record<string, "read" | "write">>;

const scopes = [
  "actions",
  "artifact-metadata",
  "attestations",
  "checks",
  "contents",
  "deployments",
  "discussions",
  "issues",
  "packages",
  "pages",
  "pull-requests",
  "repository-projects",
  "security-events",
  "statuses",
];

const all = (access: "read" | "write"): Permissions => Object.fromEntries(scopes.map((scope) => [scope, access]));

/** What a token may do where no file says anything. */
export const defaultPermissions = (setting: "read" | "write" | undefined): Permissions =>
  setting === "write" ? all("write") : { contents: "read", packages: "read" };

export const expandPermissions = (spec: PermissionsSpec): Permissions => {
  if ("all" in spec) return spec.all === "read" ? all("read") : { ...all("write"), "id-token": "write" };
  return Object.fromEntries(
    Object.entries(spec.each).flatMap(([name, access]) => (access === "none" ? [] : [[name, access]])),
  );
};

/** What a run from a fork or by Dependabot may do: it reads what it would have written. */
export const withoutWrite = (permissions: Permissions): Permissions =>
  Object.fromEntries(
    Object.keys(permissions).flatMap((name): [string, "read"][] => (name === "id-token" ? [] : [[name, "read"]])),
  );

const ranks: Readonly<Record<Access, number>> = { none: 0, read: 1, write: 2 };

/** What is asked for beyond what is allowed, in the words GitHub uses; undefined when nothing is. */
export const excess = (asked: Permissions, allowed: Permissions): string | undefined => {
  const beyond = Object.entries(asked).filter(([name, access]) => ranks[access] > ranks[allowed[name] ?? "none"]);
  if (beyond.length === 0) return undefined;
  const list = (access: (name: string) => string) => beyond.map(([name]) => `${name}: ${access(name)}`).join(", ");
  return `is requesting '${list((name) => asked[name] ?? "none")}', but is only allowed '${list((name) => allowed[name] ?? "none")}'`;
};
