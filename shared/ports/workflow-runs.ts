/** A run of a workflow as far as we need it; hostile text all of it. */
export interface WorkflowRun {
  /** `pull_request`, `push`, … */
  readonly event: string;
  /** Of a pull request: the head of its branch, not the merge that was built. */
  readonly headSha: string;
  /** `owner/name` of the repository whose workflow ran. */
  readonly repository: string;
  /** `.github/workflows/docs.yml` */
  readonly workflow: string;
}

export interface WorkflowRuns {
  readonly get: (id: string) => Promise<WorkflowRun | undefined>;
}
