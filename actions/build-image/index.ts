import { run } from "../../shared/action/run.ts";
import type { CacheFolders } from "../../shared/ports/cache-folders.ts";
import { spec } from "./spec.ts";

// Loaded only once the inputs are right.
await run(spec, async (context) => {
  const { inputs, run: info, log, clock, signal, protect, redact, http, random } = context;
  const { destinationOf, loginTo, readEvent, parts } = await import("./begin.ts");
  const { readFile } = await import("node:fs/promises");
  const { env } = process;
  const payload = await readFile(env["GITHUB_EVENT_PATH"] ?? "", "utf8").then(
    (text) => JSON.parse(text) as unknown,
    () => undefined,
  );
  const event = readEvent({ env, payload, now: clock.date() });
  const readManifest = async (path: string) => {
    const manifests = await import("../../shared/providers/files/manifest.ts");
    return manifests.readManifest(path, info, env, log.notice);
  };

  const jobToken = {
    url: env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "",
    token: env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "",
  };
  const readText = (path: string) => readFile(path, "utf8");
  const destination = await destinationOf(inputs, { event, readManifest, readFile: readText });
  const given = loginTo(destination, context, event, async (identity) => {
    const { identityLogin } = await import("../../shared/providers/oidc/login.ts");
    const session = `slipway-${info.runId}`;
    const duration = inputs.timeout * 1000;
    return identityLogin({ ...context, identity, registry: destination, source: jobToken, session, duration });
  });
  const [
    {
      buildImage,
      createGuard,
      inheritedBy,
      findMirrored,
      resolveBases,
      createSizes,
      createEvidence,
      chooseSigning,
      pinnedOf,
    },
    { createCommand },
    { createGit },
    { createRegistry },
    { createLogins, dockerFolder },
    { openLayout },
    { buildContexts },
    { keepIn },
    { engineLogins, ownerOf },
    { stickyComments },
  ] = await Promise.all([
    parts(),
    import("../../shared/command/create-command.ts"),
    import("../../shared/providers/git/git.ts"),
    import("../../shared/providers/oci/registry.ts"),
    import("../../shared/providers/oci/credentials.ts"),
    import("../../shared/providers/oci/layout.ts"),
    import("../../shared/providers/files/build-context.ts"),
    import("../../shared/providers/files/keep.ts"),
    import("../../shared/providers/builder/logins.ts"),
    import("../../shared/providers/github/comments.ts"),
  ]);
  const { createReadStream } = await import("node:fs");
  const command = createCommand(context, env);
  const login = createLogins({ protect, given, folder: dockerFolder(env), command });
  const registry = createRegistry({ http, clock, signal, random, protect, redact, login });
  const { githubToken: token } = inputs;

  const access = token && { http, token, api: info.apiUrl, repository: info.repository };
  const evidence = async () => {
    const text = (path: string) => readFile(path, "utf8").catch(() => undefined);
    const keyless = async () => {
      const [{ requestIdentity }, { keylessSigner }] = await Promise.all([
        import("../../shared/providers/oidc/identity.ts"),
        import("../../shared/providers/sigstore/keyless.ts"),
      ]);
      const identify = () => requestIdentity(jobToken, "sigstore", { http, protect });
      const { visibility } = await identify();
      const addresses = { fulcio: inputs.fulcioUrl, rekor: inputs.rekorUrl };
      return { visibility, sign: keylessSigner(identify, addresses, { http, clock }) };
    };
    const signing = () => chooseSigning(inputs, jobToken.url === "" || jobToken.token === "" ? undefined : keyless);
    // A key that is none is told before anything is built.
    if (inputs.signingKey !== undefined) await signing();
    return createEvidence({
      context,
      registry,
      workflow: { ref: env["GITHUB_WORKFLOW_REF"] ?? "", sha: env["GITHUB_WORKFLOW_SHA"] ?? "" },
      signing,
      store: async (bundle) => {
        const { storeAttestation } = await import("../../shared/providers/github/attestations.ts");
        const stored = access === undefined ? { refused: "there is no token" } : await storeAttestation(access, bundle);
        return "refused" in stored ? stored.refused : undefined;
      },
      pinned: (plan) => pinnedOf(plan, context, text),
    });
  };

  // Of the service's two versions we speak the one that github.com has.
  const folderCacheOf = async () => {
    const [resultsUrl = "", runtimeToken = ""] = [env["ACTIONS_RESULTS_URL"], env["ACTIONS_RUNTIME_TOKEN"]];
    const isSecond = /^(?:1|true)$/i.test(env["ACTIONS_CACHE_SERVICE_V2"] ?? "");
    if (!isSecond || resultsUrl === "" || runtimeToken === "" || inputs.command !== "build") return undefined;
    const { folderCache } = await import("../../shared/providers/github/folder-cache.ts");
    const keepsDisk = env["RUNNER_ENVIRONMENT"] === "self-hosted";
    const { temp } = info;
    return folderCache({
      http,
      signal,
      protect,
      log,
      resultsUrl,
      runtimeToken: protect(runtimeToken),
      temp,
      keepsDisk,
    });
  };

  const owner = ownerOf(info.runId, clock.date());
  const cacheRoot = `${env["XDG_CACHE_HOME"] ?? `${env["HOME"] ?? info.temp}/.cache`}/slipway/images`;
  let folders: Promise<CacheFolders> | undefined;
  const cacheFolders = () => {
    folders ??= import("../../shared/providers/files/cache-folders.ts").then((files) =>
      files.cacheFolders({ root: cacheRoot, owner, now: () => clock.date() }),
    );
    return folders;
  };

  return buildImage(context, {
    event,
    command,
    git: createGit({ command, cwd: info.workspace, protect, login: token && { token, server: info.serverUrl } }),
    registry,
    openLayout,
    contexts: buildContexts(signal),
    withBuilder: async (use) => {
      const working = engineLogins(
        { temp: info.temp, owner, now: clock.date(), env, given },
        async (temp, engine, renew) => {
          const { createBuilder } = await import("../../shared/providers/builder/choose.ts");
          // A login may end while several images are built, each with a command of its own.
          const renewed: typeof command = async (request) => {
            await renew();
            return command(request);
          };
          return use(
            createBuilder(inputs.builder, { command: renewed, env: engine, temp, clock, signal, owner }),
            temp,
          );
        },
      );
      try {
        return await working;
      } finally {
        // Cancelled, there is no time for it: the next run finds what this one held.
        if (!signal.aborted) await (await folders)?.close();
      }
    },
    architecture: process.arch === "x64" ? "amd64" : process.arch,
    hasActionsCache: (env["ACTIONS_RUNTIME_TOKEN"] ?? "") !== "",
    folderCache: await folderCacheOf(),
    cacheFolder: `${cacheRoot}/${info.repository}`,
    cacheFolders,
    workflowRef: env["GITHUB_WORKFLOW_REF"] ?? "",
    keep: keepIn(info.temp),
    readFile: readText,
    packages: access && {
      remove: async (reference) => {
        const { githubPackages } = await import("../../shared/providers/github/packages.ts");
        return githubPackages(access).remove(reference);
      },
    },
    guard: createGuard({
      context,
      read: (path) => createReadStream(path),
      inherited: (image, platform) => inheritedBy(image, platform, registry, context),
    }),
    bases: resolveBases(registry, context),
    mirrored: findMirrored(inputs.mirrors, registry, context),
    sizes: createSizes({ context, registry, comments: access && stickyComments(access), pull: event.pull?.number }),
    evidence: inputs.evidence === "none" ? undefined : await evidence(),
    readManifest,
  });
});
