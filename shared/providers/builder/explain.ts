import { Failure } from "../../action/failure.ts";
import { oneLine } from "../../action/text.ts";

/** What builders say when something is wrong that they do not explain, and what helps. */
const KNOWN: readonly (readonly [said: RegExp, next: string, code?: "SLIP-IMAGE-BASE"])[] = [
  [
    /no space left on device/i,
    "The disk is full. Free space in a step before this one (`docker system prune --all --force`, unused tool caches), or use a larger runner.",
  ],
  [
    /toomanyrequests|429 Too Many Requests|pull rate limit/i,
    "The registry of a base image limits pulls without a login. Log in to it in a step before this one, or name a mirror that has the image in `mirrors`.",
    "SLIP-IMAGE-BASE",
  ],
  [
    /failed to (?:resolve source metadata|do request|copy).*(?:i\/o timeout|connection re(?:set|fused)|TLS handshake timeout|EOF|name resolution|no such host|50[0-4] )/i,
    "The registry of a base image does not answer. Run the job again later, or name a mirror that has the image in `mirrors`.",
    "SLIP-IMAGE-BASE",
  ],
  [
    /pull access denied|insufficient_scope|401 Unauthorized|403 Forbidden|denied: /i,
    "A registry does not let this job read an image. Look at the name of the image, and log in to its registry in a step before this one.",
  ],
  [
    /manifest unknown|not found: manifest|failed to resolve source metadata.*not found/i,
    "A base image does not exist under this name and tag. Correct its `FROM`.",
  ],
  [
    /no builder .* found|unknown builder|no such builder/i,
    "The builder that is configured does not exist. Remove BUILDX_BUILDER, or create the builder in a step before this one.",
  ],
  [/target stage .* could not be found/i, "Correct `target`: no stage of the Dockerfile has this name."],
  [
    /failed to (?:read|calculate).*(?:Dockerfile|checksum).*(?:no such file|not found)/i,
    "A file that the Dockerfile copies is not in the context: look at `context`, at `.dockerignore`, and whether an earlier step has to make it.",
  ],
  [
    /no match for platform|does not match the specified platform|exec format error/i,
    "The platform is not this machine's. Set up QEMU in a step before this one, or build each platform on a runner of its own and `merge`.",
  ],
  [
    /i\/o timeout|connection reset|TLS handshake timeout|EOF$|temporary failure in name resolution/i,
    "The network failed while something was fetched. Run the job again.",
  ],
];

export interface Breakage {
  /** What the log calls the image. */
  readonly label: string;
  /** The step that failed, as the builder names it. */
  readonly step: string;
  readonly why: string;
  readonly tail: readonly string[];
  readonly cause: unknown;
}

const SHOWN = 15;

export function buildFailure({ label, step, why, tail, cause }: Breakage): Failure {
  const said = [why, ...tail].join("\n");
  const [, fix, code = "SLIP-IMAGE-BUILD"] = KNOWN.find(([pattern]) => pattern.test(said)) ?? [];
  const where = step === "" ? "" : ` at \`${oneLine(step, 200)}\``;
  const lines = tail.slice(-SHOWN).map((line) => `  ${line}`);
  return new Failure(code, [`${label} could not be built${where}: ${oneLine(why, 500)}`, ...lines].join("\n"), {
    blame: "user",
    state: "Nothing was pushed and no tag was moved.",
    next: fix ?? "Correct the instruction that is named; the whole output is in the log of this step.",
    cause,
  });
}

export const noEngine = (what: string, cause?: unknown): Failure =>
  new Failure("SLIP-IMAGE-ENGINE", what, {
    blame: "user",
    state: "Nothing was built and nothing was pushed.",
    next: "Run the job where Docker answers, as on `ubuntu-latest`, or install Buildah; on your own runner start Docker and let its user reach the socket.",
    cause,
  });
