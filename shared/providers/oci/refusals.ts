import * as z from "zod";
import { Failure } from "../../action/failure.ts";
import { readJson } from "./read-json.ts";

const bodySchema = z.object({
  errors: z.array(
    z.object({ code: z.string().nullish(), message: z.string().nullish(), detail: z.unknown().optional() }),
  ),
});

/** What a registry says when it refuses. */
export interface Refusal {
  readonly status: number;
  /** Of the specification, such as `BLOB_UNKNOWN`; "" when it gave none. */
  readonly code: string;
  /** Hostile text, cut. */
  readonly message: string;
  /** Digests that the details name. */
  readonly digests: readonly string[];
}

export const readRefusal = (status: number, bytes: Uint8Array): Refusal => {
  const text = new TextDecoder().decode(bytes.subarray(0, 64 * 1024));
  const errors = readJson(bytes, bodySchema)?.errors ?? [];
  const [first] = errors;
  const digests = errors.flatMap(({ detail }) => JSON.stringify(detail ?? "").match(/sha256:[0-9a-f]{64}/g) ?? []);
  const message = first?.message ?? (/^\s*[<[{]/.test(text) ? "" : text);
  return { status, code: (first?.code ?? "").slice(0, 80), message: message.slice(0, 300), digests };
};

/** What was asked, for messages. */
export interface Asked {
  readonly registry: string;
  /** `acme/shop` */
  readonly path: string;
  /** Such as "take the layer sha256:…". */
  readonly action: string;
  /** What state things are in when it was refused. */
  readonly state: string;
  readonly redact: (text: string) => string;
}

const HUB_LIMIT =
  "Docker Hub limits those who are not logged in: give `registry-username` and `registry-password`, or take base images from a mirror such as mirror.gcr.io.";

/** What a cloud calls the right to push. */
const ROLES: readonly (readonly [RegExp, string])[] = [
  [
    /\.amazonaws\.com|\.on\.aws$|^public\.ecr\.aws$/,
    "a policy with `ecr:BatchGetImage`, `ecr:InitiateLayerUpload`, `ecr:UploadLayerPart`, `ecr:CompleteLayerUpload`, `ecr:BatchCheckLayerAvailability`, `ecr:GetDownloadUrlForLayer` and `ecr:PutImage` on the repository",
  ],
  [/\.pkg\.dev$|(?:^|\.)gcr\.io$/, "the role `roles/artifactregistry.writer` on the repository"],
  [/\.azurecr\.(?:io|us|cn)$/, "the role `AcrPush` on the registry"],
];

const nextWhenDenied = ({ registry, path }: Asked): string => {
  if (registry === "ghcr.io")
    return `Give the job \`permissions: packages: write\`. If the package ghcr.io/${path} exists already, let this repository write to it: package settings, Manage Actions access. An image of another owner needs a token of that owner.`;
  if (registry === "docker.io")
    return "Give `registry-username` and an access token with write permission as `registry-password`, and look whether the repository belongs to that account.";
  const role = ROLES.find(([host]) => host.test(registry))?.[1];
  if (role !== undefined)
    return `Give who logs in there ${role}, or look whether \`registry-username\` and \`registry-password\` are those of this registry.`;
  return "Look whether `registry-username` and `registry-password` are those of this registry and may write there. Runs from forks get no secrets.";
};

const told = ({ registry, path, action, redact }: Asked, { status, code, message }: Refusal): string => {
  const words = redact([code, message].filter(Boolean).join(": "));
  return `${registry} did not ${action} for ${path}: ${status}${words === "" ? "" : ` ${words}`}`;
};

/** A refusal that no repetition mends, as what the user can do about it. */
export const refused = (asked: Asked, refusal: Refusal): Failure => {
  const what = told(asked, refusal);
  const { status, code } = refusal;
  if (status === 401 || status === 403 || code === "DENIED" || code === "UNAUTHORIZED") {
    return new Failure("SLIP-REGISTRY-DENIED", what, {
      blame: "user",
      state: asked.state,
      next: nextWhenDenied(asked),
    });
  }
  if (
    asked.action.startsWith("take the manifest") &&
    (status === 409 || /immutable|already exists/i.test(refusal.message))
  ) {
    return new Failure("SLIP-REGISTRY-MISMATCH", what, {
      blame: "user",
      state: asked.state,
      next: "The registry lets this tag never move. Give the image another tag, or allow it in the repository's settings.",
    });
  }
  const unknown = code === "NAME_UNKNOWN" || code === "NAME_INVALID";
  return new Failure("SLIP-REGISTRY-FAILED", what, {
    blame: unknown ? "user" : "provider",
    state: asked.state,
    next: unknown
      ? `Look whether ${asked.registry}/${asked.path} is written right. Some registries want a repository to be created before the first push.`
      : "Run the job again: what arrived is not sent again. If it stays so, ask the registry's support.",
  });
};

const nextOf = (failure: Failure, { registry }: Asked): string | undefined => {
  if (failure.code === "SLIP-HTTP-LIMITED" && registry === "docker.io") return HUB_LIMIT;
  if (failure.code === "SLIP-HTTP-UNREACHABLE")
    return `Look whether ${registry} is written right; if it is, run the job again later.`;
  return "Run the job again: what arrived is not sent again.";
};

/** A failed call of ours as a registry's failure; everything else as it is. */
export const asRegistryFailure = (thrown: unknown, asked: Asked): unknown => {
  if (!(thrown instanceof Failure) || !thrown.code.startsWith("SLIP-HTTP-")) return thrown;
  // The service that hands out tokens did not accept name and password.
  if (thrown.code === "SLIP-HTTP-AUTH") {
    const next = nextWhenDenied(asked);
    return new Failure("SLIP-REGISTRY-DENIED", thrown.message, {
      blame: "user",
      state: asked.state,
      next,
      cause: thrown,
    });
  }
  return new Failure("SLIP-REGISTRY-FAILED", thrown.message, {
    blame: thrown.code === "SLIP-HTTP-UNREACHABLE" ? "user" : "provider",
    state: asked.state,
    next: nextOf(thrown, asked),
    cause: thrown,
  });
};
