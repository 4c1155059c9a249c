import type { RunInfo } from "../action/context.ts";
import { digestSet } from "./statement.ts";

/** An image that the build stood on, as the Dockerfile names it. */
export interface BaseImage {
  readonly reference: string;
  /** `sha256:<hex>`; undefined when nobody could tell. */
  readonly digest: string | undefined;
}

/** Where the run's workflow is defined, by `GITHUB_WORKFLOW_REF` and `GITHUB_WORKFLOW_SHA`. */
export interface WorkflowInfo {
  /** `owner/name/.github/workflows/file.yml@refs/heads/main` */
  readonly ref: string;
  readonly sha: string;
}

/** What went into a build. There is no place for the value of a build argument or secret. */
export interface BuildFacts {
  readonly run: RunInfo;
  readonly workflow: WorkflowInfo;
  /** The commit that was built: a pull request's head, where `run.sha` is its merge commit. */
  readonly commit: string;
  readonly image: string;
  /** Folder and Dockerfile; undefined for an index over images that other jobs built. */
  readonly context: string | undefined;
  readonly file: string | undefined;
  readonly target: string | undefined;
  readonly platforms: readonly string[];
  readonly buildArgs: readonly string[];
  readonly secrets: readonly string[];
  /** Seconds since 1970. */
  readonly epoch: number | undefined;
  /** `buildx 0.13.1`, say. */
  readonly builder: string;
  /** Digest of the attestation of the run that built the image, when this one found it built from the same inputs. */
  readonly reuses?: string | undefined;
  readonly bases: readonly BaseImage[];
}

/** Names how `externalParameters` are to be read; described in docs/how-to/build-images.md. */
export const BUILD_TYPE = "urn:slipway:build-image:v1";

interface Workflow {
  readonly repository: string;
  readonly path: string;
  readonly ref: string;
}

/** The workflow's file apart from its repository and ref; what the runner did not tell is "". */
export function workflowOf({ serverUrl }: RunInfo, { ref }: WorkflowInfo): Workflow {
  const [, owner = "", path = "", at = ""] = /^([^/@]+\/[^/@]+)\/([^@]+)@(.+)$/.exec(ref) ?? [];
  return { repository: owner === "" ? "" : `${serverUrl}/${owner}`, path, ref: at };
}

/** SLSA provenance v1 of one image. The same run gives the same bytes: no time of day is in it. */
export function provenance(facts: BuildFacts): unknown {
  const { run, commit } = facts;
  const repository = `${run.serverUrl}/${run.repository}`;
  const sorted = (names: readonly string[]) => [...names].toSorted();
  return {
    buildDefinition: {
      buildType: BUILD_TYPE,
      externalParameters: {
        workflow: workflowOf(run, facts.workflow),
        source: { repository, commit, ref: run.ref },
        image: {
          name: facts.image,
          ...(facts.context === undefined ? {} : { context: facts.context }),
          ...(facts.file === undefined ? {} : { file: facts.file }),
          ...(facts.target === undefined ? {} : { target: facts.target }),
          platforms: facts.platforms,
          buildArgs: sorted(facts.buildArgs),
          secrets: sorted(facts.secrets),
        },
      },
      internalParameters: {
        github: { event: run.event, sha: run.sha, workflowSha: facts.workflow.sha, actor: run.actor, job: run.job },
        ...(facts.epoch === undefined ? {} : { sourceDateEpoch: facts.epoch }),
        builder: facts.builder,
        ...(facts.reuses === undefined ? {} : { reuses: facts.reuses }),
      },
      resolvedDependencies: [
        { uri: `git+${repository}@${run.ref}`, digest: { gitCommit: commit } },
        ...facts.bases.map(({ reference, digest }) => ({
          uri: `oci://${reference}`,
          ...(digest === undefined ? {} : { digest: digestSet(digest) }),
        })),
      ],
    },
    runDetails: {
      builder: { id: facts.workflow.ref === "" ? repository : `${run.serverUrl}/${facts.workflow.ref}` },
      metadata: { invocationId: `${repository}/actions/runs/${run.runId}/attempts/${run.attempt}` },
    },
  };
}
