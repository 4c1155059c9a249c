import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Incoming, Reply, Route } from "../routes.ts";
import { count, type Deployment, isOver, statusOf, type World } from "./world.ts";

const creation = z.looseObject({
  artifact_id: z.number(),
  pages_build_version: z.string().min(1),
  oidc_token: z.string().min(1),
});

const problem = (status: number, message: string): Reply => ({
  status,
  body: { message, documentation_url: "https://docs.github.com/rest/pages/pages", status: String(status) },
});

/** The API of GitHub Pages, and the issuer of proofs of identity. */
export const deploymentRoutes = (world: World): readonly Route[] => {
  const { options } = world;
  const api = () => `${world.url}/repos/${world.repository}/pages`;

  const guarded =
    (handler: (request: Incoming) => Reply) =>
    (request: Incoming): Reply => {
      if (request.headers["authorization"] !== `Bearer ${world.token}`) return problem(401, "Bad credentials");
      if (options.off === true || `${request.params["owner"]}/${request.params["repo"]}` !== world.repository)
        return problem(404, "Not Found");
      return handler(request);
    };

  const create = (request: Incoming): Reply => {
    const { data } = creation.safeParse(request.body);
    if (data === undefined) return problem(400, "Invalid deployment request");
    const issued = world.identities.get(data.oidc_token);
    if (issued === undefined || world.now() - issued > (options.identityLife ?? 300_000))
      return problem(400, "Invalid OIDC token: the token has expired");
    if (!world.artifacts.some(({ id, finished }) => finished && id === data.artifact_id))
      return problem(400, "No uploaded artifact was found!");
    const version = data.pages_build_version;
    const busy = world.deployments.find((deployment) => !isOver(statusOf(world, deployment)));
    if (busy !== undefined) {
      return problem(
        400,
        `Deployment request failed for ${version} due to in progress deployment. Please cancel ${busy.version} first or wait for it to complete.`,
      );
    }
    world.identities.delete(data.oidc_token);
    const at = world.now();
    world.deployments.push({
      version,
      artifact: data.artifact_id,
      at,
      ending: world.endings.shift() ?? "succeed",
      cancelled: false,
      overAt: at + (options.duration ?? 300),
    });
    count(world, "deployments created");
    const statusUrl = `${api()}/deployments/${version}`;
    const address =
      options.omitId === "nothing" ? {} : { status_url: options.omitId === undefined ? statusUrl : `${statusUrl}?x=1` };
    return {
      status: 200,
      body: { ...(options.omitId === undefined ? { id: version } : {}), ...address, page_url: `${world.url}/site/` },
    };
  };

  const named = ({ params }: Incoming): Deployment | undefined =>
    world.deployments.findLast(({ version }) => version === params["deployment"]);

  const status = (request: Incoming): Reply => {
    const deployment = named(request);
    const now = deployment === undefined ? undefined : statusOf(world, deployment);
    return now === undefined ? problem(404, "Not Found") : { status: 200, body: { status: now } };
  };

  const cancel = (request: Incoming): Reply => {
    const deployment = named(request);
    if (deployment === undefined) return problem(404, "Not Found");
    if (!isOver(statusOf(world, deployment))) {
      deployment.cancelled = true;
      count(world, "deployments cancelled");
    }
    return { status: 204 };
  };

  const page = (): Reply => ({
    status: 200,
    body: {
      url: api(),
      status: "built",
      cname: null,
      custom_404: false,
      html_url: `${world.url}/site/`,
      build_type: "workflow",
      public: true,
    },
  });

  const identify = ({ headers }: Incoming): Reply => {
    if (headers["authorization"] !== `Bearer ${world.requestToken}`) return problem(401, "Bad credentials");
    const value = [
      "eyJhbGciOiJSUzI1NiJ9",
      randomBytes(60).toString("base64url"),
      randomBytes(48).toString("base64url"),
    ].join(".");
    world.identities.set(value, world.now());
    count(world, "identities issued");
    return { status: 200, body: { value, count: value.length } };
  };

  const root = "/repos/:owner/:repo/pages";
  return [
    { method: "GET", path: "/oidc/token", described: false, handler: identify },
    { method: "GET", path: root, handler: guarded(page) },
    { method: "POST", path: `${root}/deployments`, handler: guarded(create) },
    { method: "GET", path: `${root}/deployments/:deployment`, handler: guarded(status) },
    { method: "POST", path: `${root}/deployments/:deployment/cancel`, handler: guarded(cancel) },
  ];
};
