import { assigned, special, token } from "../rule.ts";

const UPPER = /[A-Z]/;
const isMixed = (value: string): boolean => /\d/.test(value) && UPPER.test(value) && /[a-z]/.test(value);

/** Where programs and data run. */
export const cloudRules = [
  token("render-api-key", "a Render API key", ["rnd_"], "[A-Za-z0-9]{16,64}"),
  special(
    "render-deploy-hook",
    "a Render deploy hook",
    ["api.render.com/deploy/"],
    /api\.render\.com\/deploy\/[a-z]{3}-\w{10,40}\?key=(?<value>[\w-]{8,40})/i,
    { entropy: 2.5 },
  ),
  token("neon-api-key", "a Neon API key", ["napi_"], "[A-Za-z0-9]{20,128}"),
  token("neon-password", "a Neon database password", ["npg_"], "[A-Za-z0-9]{8,64}", { entropy: 2.5 }),
  token("aws-access-key", "an AWS access key", ["AKIA", "ASIA", "ABIA", "ACCA"], "[A-Z0-9]{16}(?![A-Za-z0-9])", {
    entropy: 2.5,
  }),
  token("aws-bedrock-key", "an Amazon Bedrock key", ["ABSK"], "[A-Za-z0-9+/]{100,300}={0,2}"),
  assigned(
    "aws-secret-key",
    "an AWS secret access key",
    [
      "aws_secret_access_key",
      "aws_secret_key",
      "awssecretkey",
      "awssecretaccesskey",
      "secretaccesskey",
      "secret_access_key",
    ],
    "[A-Za-z0-9+/]{40}",
    { entropy: 3.5 },
  ),
  assigned(
    "aws-session-token",
    "an AWS session token",
    ["aws_session_token", "sessiontoken"],
    "[A-Za-z0-9+/=]{100,1500}",
    {
      entropy: 3.5,
    },
  ),
  token("google-api-key", "a Google API key", ["AIza"], String.raw`[\w-]{35}(?![\w-])`, { entropy: 3 }),
  token("google-oauth-secret", "a Google OAuth client secret", ["GOCSPX-"], String.raw`[\w-]{24,40}`),
  token("google-oauth-token", "a Google OAuth token", ["ya29."], String.raw`[\w.-]{20,1000}`),
  special("google-refresh-token", "a Google refresh token", ["1//0"], /(?<![\w/])1\/\/0(?<value>[\w-]{40,200})/, {
    entropy: 3.5,
  }),
  assigned("google-service-account", "a Google service account's key", ["private_key_id"], "[0-9a-f]{40}"),
  assigned("azure-storage-key", "an Azure storage key", ["accountkey"], "[A-Za-z0-9+/]{86}=="),
  assigned("azure-shared-key", "an Azure shared access key", ["sharedaccesskey"], "[A-Za-z0-9+/]{43}="),
  special(
    "azure-sas",
    "an Azure shared access signature",
    ["sig="],
    /(?<=[?&;]|amp;)sig=(?<value>[A-Za-z0-9%/+]{43,100}(?:%3D|=)?)/i,
    {
      entropy: 3.5,
      isReal: ({ text, index }) => /[?&;]s[vpert]=/.test(text.slice(Math.max(0, index - 400), index + 400)),
    },
  ),
  special(
    "azure-client-secret",
    "an Azure client secret",
    ["q~"],
    /(?<=(?:(?<![\w~.-])|\\[bfnrt])[\w~.-]{3}\d)Q~(?<value>[\w~.-]{31,34})(?![\w~-])/,
    {
      entropy: 3,
    },
  ),
  special("azure-devops-token", "an Azure DevOps token", ["jqqj99"], /JQQJ99(?<value>[A-Za-z0-9]{40,80})/),
  token("digitalocean-token", "a DigitalOcean token", ["dop_v1_", "doo_v1_", "dor_v1_"], "[0-9a-f]{64}"),
  token("heroku-key", "a Heroku key", ["HRKU-"], String.raw`[\w-]{36,80}`),
  token("fly-token", "a Fly.io token", ["fo1_", "fm1r_", "fm1a_", "fm2_"], String.raw`[\w+/=-]{40,1000}`, {
    entropy: 3.5,
  }),
  token("vercel-token", "a Vercel token", ["vcp_", "vci_", "vca_", "vcr_", "vck_"], "[A-Za-z0-9]{24,80}", {
    entropy: 3.2,
  }),
  token("netlify-token", "a Netlify token", ["nfp_", "nfc_"], "[A-Za-z0-9]{36,60}"),
  token("cloudflare-token", "a Cloudflare token", ["cfut_", "cfat_", "cfk_"], "[A-Za-z0-9]{40,60}"),
  token("cloudflare-origin-key", "a Cloudflare origin CA key", ["v1.0-"], "[0-9a-f]{24}-[0-9a-f]{146}"),
  assigned(
    "cloudflare-token",
    "a Cloudflare key",
    ["cloudflare_api_token", "cloudflare_api_key", "cf_api_token", "cf_api_key", "cloudflare_token"],
    String.raw`[\w-]{37,40}`,
    { entropy: 3.2 },
  ),
  token("supabase-key", "a Supabase key", ["sbp_", "sb_secret_"], String.raw`(?:oauth_|v0_)?[\w-]{20,64}`, {
    entropy: 3,
  }),
  token(
    "planetscale-token",
    "a PlanetScale token",
    ["pscale_tkn_", "pscale_pw_", "pscale_oauth_"],
    String.raw`[\w=.-]{32,64}`,
  ),
  token("databricks-token", "a Databricks token", ["dapi"], "[0-9a-f]{32}(?:-[0-9])?(?![0-9a-z])"),
  token("vault-token", "a Vault token", ["hvs.", "hvb.", "hvr."], String.raw`[\w-]{24,300}`, { entropy: 3.2 }),
  special(
    "terraform-token",
    "a Terraform Cloud token",
    [".atlasv1."],
    /(?<=[A-Za-z0-9]{14})\.atlasv1\.(?<value>[\w=-]{50,80})/,
  ),
  token("pulumi-token", "a Pulumi token", ["pul-"], "[0-9a-f]{40}"),
  token(
    "doppler-token",
    "a Doppler token",
    ["dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."],
    String.raw`[\w.]{36,80}`,
  ),
  token("onepassword-token", "a 1Password service account's token", ["ops_eyJ"], "[A-Za-z0-9+/=]{100,1500}"),
  token("openshift-token", "an OpenShift token", ["sha256~"], String.raw`[\w-]{43}`),
  token("tailscale-key", "a Tailscale key", ["tskey-"], String.raw`[a-z]{3,10}-[\w-]{10,80}`, {
    isReal: ({ value }) => isMixed(value),
  }),
  token("alibaba-key", "an Alibaba Cloud key", ["LTAI"], "[A-Za-z0-9]{17,26}(?![A-Za-z0-9])", {
    isReal: ({ value }) => isMixed(value),
  }),
  token("infracost-key", "an Infracost key", ["ico-"], "[A-Za-z0-9]{32}(?![A-Za-z0-9])", { entropy: 3 }),
];
