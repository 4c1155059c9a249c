import { common } from "../../shared/action/common-inputs.ts";
import {
  defineAction,
  flag,
  jsonOutput,
  optionalPattern,
  optionalText,
  outcome,
  output,
  whole,
} from "../../shared/action/spec.ts";
import { address, optionalWhole, statuses } from "./fields.ts";

export const spec = defineAction({
  name: "Health gate",
  description: "Prove that the new version answers: healthy, several times in a row, on fresh connections",
  icon: "shield",
  inputs: {
    url: address("Address to check; with `checks`, the address that their paths are below"),
    checks: optionalText(
      "Checks as YAML, a list with the keys of the manifest's `checks`: `path` or `url`, `name`, `method`, `expect-status`, `expect-body`, `expect-headers`, `version-path`, `timeout`",
    ),
    manifest: common.manifest,
    environment: common.environment,
    services: optionalText(
      "deploy-render's output `services`: addresses of the manifest's services, and the provider's word for those without HTTP",
    ),
    "expect-status": statuses("Statuses that are healthy: `200`, `200,204` or `2xx`; for `url`", "200"),
    "expect-body": optionalText("Text that the body has to contain, or a `/pattern/`; for `url`"),
    "expect-version": optionalText("Commit (seven characters or more) or version that has to answer"),
    "version-path": optionalText(
      "Where the answer tells its version: a dotted path into JSON, `header:<name>`, or `body`; for `url`",
    ),
    successes: optionalWhole("Healthy answers in a row; the manifest's when absent, else 3", { min: 1, max: 100 }),
    interval: optionalWhole("Seconds between two tries; the manifest's when absent, else 2", { min: 1, max: 300 }),
    deadline: optionalWhole("Seconds until the gate gives up; the manifest's when absent, else 300", {
      min: 1,
      max: 21_600,
    }),
    failures: whole("So many unhealthy answers in a row end the gate before its deadline; 0 for never", 0, {
      min: 0,
      max: 1000,
    }),
    "allow-private": flag("Call addresses of private networks too; link-local and metadata addresses never are", false),
    "deployment-id": optionalPattern(
      "Id of the GitHub Deployment to mark, from deploy-render: verified or failed",
      /^\d{1,20}$/,
      "2147483648",
    ),
    "github-token": common.githubToken,
    timeout: common.timeout,
    "dry-run": flag("Measure and tell, but neither fail nor mark the Deployment", false),
  },
  outputs: {
    outcome: outcome("The verdict; `observed` with `dry-run`, whatever was seen", [
      "passed",
      "inconclusive",
      "observed",
    ]),
    evidence: output("Path of the evidence, a JSON file with every sample"),
    "evidence-digest": output("`sha256:…` of the evidence"),
    "observed-version": output("Version that answered last"),
    p50: output("Median of the latency in milliseconds"),
    p95: output("95th percentile of the latency in milliseconds"),
    p99: output("99th percentile of the latency in milliseconds"),
    samples: output("How many tries were made"),
    "failed-checks": jsonOutput("What did not pass: a list of name, verdict and reason"),
  },
  check: ({ url, checks, manifest, environment, services, expectVersion, versionPath, deploymentId }) => {
    const sources = [url ?? checks, manifest].filter((source) => source !== undefined).length;
    return [
      ...(sources === 1
        ? []
        : [
            {
              inputs: ["url", "checks", "manifest"],
              message: "say what to check: `url`, `checks`, or `manifest` alone",
            },
          ]),
      ...((manifest === undefined) === (environment === undefined)
        ? []
        : [{ inputs: ["manifest", "environment"], message: "give both or neither" }]),
      ...(deploymentId === undefined || expectVersion !== undefined
        ? []
        : [
            {
              inputs: ["deployment-id", "expect-version"],
              message: "a Deployment is verified only when its own version answers: say which one that is",
            },
          ]),
      ...(services === undefined || manifest !== undefined
        ? []
        : [{ inputs: ["services", "manifest"], message: "`services` needs the manifest" }]),
      ...(url === undefined || checks !== undefined || expectVersion === undefined || versionPath !== undefined
        ? []
        : [
            {
              inputs: ["expect-version", "version-path"],
              message: "say where the answer tells its version, such as `commit` or `header:x-commit`",
            },
          ]),
    ];
  },
});
