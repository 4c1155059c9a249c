import { randomBytes } from "node:crypto";
import type { Incoming } from "../routes.ts";
import { notFound, Refusal } from "./refusal.ts";
import type { Level, Permissions, Repository, Token, World } from "./world.ts";

/** What a route needs: any one of these. `metadata` is in every token. */
export type Need = readonly (readonly [permission: string, level: Level])[];

const underscored = (permissions: Permissions): Permissions =>
  Object.fromEntries(Object.entries(permissions).map(([name, level]) => [name.replaceAll("-", "_"), level]));

/** A token like a job's: for one repository, with these permissions and no other. */
export const issueToken = (
  world: World,
  repository: string,
  permissions: Permissions,
  login = "github-actions[bot]",
): string => {
  const token = `ghs_${randomBytes(18).toString("hex")}`;
  world.tokens.set(token, { repository: repository.toLowerCase(), permissions: underscored(permissions), login });
  return token;
};

/** Whose request it is. 401 without a token that is known. */
export const authenticate = (world: World, { headers }: Incoming): Token => {
  const given = /^(?:bearer|token) (.+)$/i.exec(headers["authorization"] ?? "")?.[1];
  if (given === undefined) throw new Refusal(401, "Requires authentication");
  const token = world.tokens.get(given);
  if (!token) throw new Refusal(401, "Bad credentials");
  return token;
};

const allows = ({ permissions }: Token, need: Need): boolean =>
  need.some(([name, level]) => {
    if (name === "metadata") return level === "read";
    const has = permissions[name];
    return has === "write" || (has === "read" && level === "read");
  });

/** The repository of the request, when the token may do there what is needed. */
export const authorise = (world: World, request: Incoming, need: Need): { repository: Repository; token: Token } => {
  const token = authenticate(world, request);
  const name = `${request.params["owner"]}/${request.params["repo"]}`.toLowerCase();
  const repository = world.repositories.get(name);
  if (!repository) throw notFound();
  const reading = need.every(([, level]) => level === "read");
  if (!repository.private && reading) return { repository, token };
  // What a token cannot see is not there.
  if (token.repository !== name && repository.private) throw notFound();
  if (token.repository !== name || !allows(token, need))
    throw new Refusal(403, "Resource not accessible by integration", {}, acceptedHeader(need));
  return { repository, token };
};

export const acceptedHeader = (need: Need): Readonly<Record<string, string>> => ({
  "x-accepted-github-permissions": need.map(([name, level]) => `${name}=${level}`).join("; "),
});
