/** What a registry's cloud knows the job as, so that it hands out credentials for the job's own OIDC token. */
export type RegistryIdentity = AwsIdentity | GoogleIdentity | AzureIdentity | DockerIdentity;

interface Anywhere {
  /** Base address of an installation of its own, instead of the cloud's. */
  readonly url: string | undefined;
}

export interface AwsIdentity extends Anywhere {
  readonly cloud: "aws";
  /** `arn:aws:iam::123456789012:role/images` */
  readonly role: string;
  /** `eu-central-1`; the registry's when undefined. */
  readonly region: string | undefined;
}

export interface GoogleIdentity extends Anywhere {
  readonly cloud: "google";
  /** `projects/123456789/locations/global/workloadIdentityPools/github/providers/shop` */
  readonly provider: string;
  /** Who is impersonated; the federated identity itself when undefined. */
  readonly serviceAccount: string | undefined;
}

export interface AzureIdentity extends Anywhere {
  readonly cloud: "azure";
  readonly tenant: string;
  readonly client: string;
}

export interface DockerIdentity extends Anywhere {
  readonly cloud: "docker";
  readonly organization: string;
  readonly connection: string;
}

interface Form {
  readonly example: string;
  readonly required: Readonly<Record<string, RegExp>>;
  readonly optional: Readonly<Record<string, RegExp>>;
  readonly build: (values: Readonly<Record<string, string>>) => RegistryIdentity;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const URL_FORM = /^(?:https:\/\/[^\s@/?#]+|http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?)\/?$/;

const FORMS: Readonly<Record<RegistryIdentity["cloud"], Form>> = {
  aws: {
    example: "aws role=arn:aws:iam::123456789012:role/images",
    required: { role: /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/ },
    optional: { region: /^[a-z]{2,3}(?:-[a-z]+)+-\d$/ },
    build: ({ role = "", region, url }) => ({ cloud: "aws", role, region, url }),
  },
  google: {
    example: "google provider=projects/123456789/locations/global/workloadIdentityPools/github/providers/shop",
    required: { provider: /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[\w-]+\/providers\/[\w-]+$/ },
    optional: { "service-account": /^[\w.-]+@[\w.-]+\.gserviceaccount\.com$/ },
    build: ({ provider = "", "service-account": serviceAccount, url }) => ({
      cloud: "google",
      provider,
      serviceAccount,
      url,
    }),
  },
  azure: {
    example: "azure tenant=00000000-0000-0000-0000-000000000000 client=00000000-0000-0000-0000-000000000000",
    required: { tenant: UUID, client: UUID },
    optional: {},
    build: ({ tenant = "", client = "", url }) => ({ cloud: "azure", tenant, client, url }),
  },
  docker: {
    example: "docker organization=acme connection=00000000-0000-0000-0000-000000000000",
    required: { organization: /^[a-z0-9][a-z0-9_-]{1,254}$/, connection: UUID },
    optional: {},
    build: ({ organization = "", connection = "", url }) => ({ cloud: "docker", organization, connection, url }),
  },
};

const isCloud = (word: string): word is RegistryIdentity["cloud"] => Object.hasOwn(FORMS, word);

/** Reads `aws role=…`: the cloud and what it knows the job as. The problem completes "`registry-identity` …". */
export function readRegistryIdentity(raw: string): { readonly value: RegistryIdentity } | { readonly problem: string } {
  const [cloud = "", ...words] = raw.trim().split(/\s+/);
  if (!isCloud(cloud)) return { problem: "has to begin with `aws`, `google`, `azure` or `docker`" };
  const { example, required, optional, build } = FORMS[cloud];
  const like = `write it like \`${example}\``;
  const forms: Readonly<Record<string, RegExp>> = { ...required, ...optional, url: URL_FORM };
  const values: Record<string, string> = {};
  for (const word of words) {
    const [name = "", ...rest] = word.split("=");
    const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
    if (form === undefined) return { problem: `has a setting that \`${cloud}\` does not know; ${like}` };
    if (Object.hasOwn(values, name)) return { problem: `has \`${name}=\` twice` };
    const value = rest.join("=");
    if (!form.test(value)) return { problem: `has a \`${name}=\` that cannot be one; ${like}` };
    values[name] = name === "url" ? value.replace(/\/$/, "") : value;
  }
  const missing = Object.keys(required).find((name) => !Object.hasOwn(values, name));
  return missing === undefined ? { value: build(values) } : { problem: `has no \`${missing}=\`; ${like}` };
}

/** A registry of AWS: which region answers for it, and at which of the cloud's two services. */
export interface Ecr {
  readonly service: "ecr" | "ecr-public";
  readonly region: string;
}

/** Undefined when the registry is none of AWS's. */
export function ecrOf(registry: string): Ecr | undefined {
  if (registry === "public.ecr.aws") return { service: "ecr-public", region: "us-east-1" };
  const found =
    /^\d{12}\.dkr(?:\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?|-ecr\.([a-z0-9-]+)\.on\.(?:aws|amazonwebservices\.com\.cn))$/.exec(
      registry,
    );
  const region = found?.[1] ?? found?.[2];
  return region === undefined ? undefined : { service: "ecr", region };
}

const OWN: Readonly<Record<RegistryIdentity["cloud"], (registry: string) => boolean>> = {
  aws: (registry) => ecrOf(registry) !== undefined,
  google: (registry) => /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:[a-z]+\.)?gcr\.io)$/.test(registry),
  azure: (registry) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.azurecr\.(?:io|us|cn)$/.test(registry),
  docker: (registry) => registry === "docker.io",
};

/** Why a cloud's credentials must not go to this registry; undefined when they may. */
export function misfit(identity: RegistryIdentity, registry: string): string | undefined {
  if (identity.url !== undefined) {
    return identity.cloud === "aws" && identity.region === undefined && ecrOf(registry) === undefined
      ? `\`registry-identity\` has no \`region=\`, and ${registry} does not tell it`
      : undefined;
  }
  return OWN[identity.cloud](registry)
    ? undefined
    : `\`registry-identity\` is for a registry of \`${identity.cloud}\`, and ${registry} is none: it must not get that cloud's credentials`;
}
