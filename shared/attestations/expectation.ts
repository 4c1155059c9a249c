import * as z from "zod";
import { parseJson } from "../domain/json.ts";
import { PROVENANCE_TYPE, STATEMENT_TYPE } from "./statement.ts";

/** What an image's provenance has to say. */
export interface Expectation {
  /** `sha256:<hex>` */
  readonly digest: string;
  /** Address of the repository: `https://github.com/acme/shop`. */
  readonly repository: string;
  /** In full; any commit of the repository when undefined. */
  readonly commit: string | undefined;
  /** Path of the workflow in the repository; any workflow of the repository when undefined. */
  readonly workflow: string | undefined;
}

const Provenance = z.object({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.array(z.object({ digest: z.record(z.string(), z.string()) })),
  predicateType: z.literal(PROVENANCE_TYPE),
  predicate: z.object({
    buildDefinition: z.object({
      externalParameters: z.object({
        workflow: z.object({ repository: z.string(), path: z.string() }),
        source: z.object({ repository: z.string(), commit: z.string() }),
      }),
      internalParameters: z.object({ github: z.object({ sha: z.string() }) }),
    }),
  }),
});

/** What a provenance says of itself, as far as it is compared. */
export interface Claim {
  /** Commit that the run was for; a pull request's merge commit. */
  readonly runCommit: string;
}

/** The claim when it agrees with what is expected, else why it does not, as the end of "Its provenance …". */
export function compareProvenance(
  payload: string,
  { digest, repository, commit, workflow }: Expectation,
): Claim | { readonly problem: string } {
  const parsed = Provenance.safeParse(parseJson(payload));
  if (!parsed.success) return { problem: "is not one that build-image writes" };
  const { subject, predicate } = parsed.data;
  const { externalParameters: outer, internalParameters: inner } = predicate.buildDefinition;
  if (!subject.some(({ digest: named }) => `sha256:${named["sha256"]}` === digest)) {
    return { problem: "is about another image" };
  }
  if (!same(outer.source.repository, repository)) {
    return { problem: `names the repository ${outer.source.repository}, not ${repository}` };
  }
  if (commit !== undefined && outer.source.commit !== commit)
    return { problem: `names the commit ${outer.source.commit}, not ${commit}` };
  if (!same(outer.workflow.repository, repository)) {
    return { problem: `names a workflow of ${outer.workflow.repository || "no repository"}` };
  }
  if (workflow !== undefined && outer.workflow.path !== workflow) {
    return { problem: `names the workflow ${outer.workflow.path}, not ${workflow}` };
  }
  return { runCommit: inner.github.sha };
}

/** Owners and names of repositories are the same in upper and lower case. */
export const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
