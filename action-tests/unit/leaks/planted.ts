/** Made-up secrets that look like real ones. Put together here, so that no file of ours holds one. */

/** Always the same sequence: a text that fails can be looked at again. */
const createLetters = (seed: number) => {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return (length: number, alphabet: string): string =>
    Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join("");
};

const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
const WORD = `${LOWER}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Each with the rule that must find it. What is within `«»` is the secret itself, which nothing may print. */
export const plantedSecrets = (seed = 1): readonly (readonly [rule: string, text: string, value: string])[] => {
  const letters = createLetters(seed);
  const word = (length: number) => letters(length, WORD);
  const hex = (length: number) => letters(length, "0123456789abcdef");
  const lower = (length: number) => letters(length, LOWER);
  const upper = (length: number) => letters(length, UPPER);
  const key = (kind: string) =>
    `-----BEGIN ${kind}PRIVATE KEY-----\n${word(64)}\n${word(64)}\n-----END ${kind}PRIVATE KEY-----`;
  const jwt = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url({ sub: word(8), admin: true })}.${word(43)}`;
  const marked: readonly (readonly [string, string])[] = [
    ["github-token", `«ghp_${word(36)}»`],
    ["github-token", `«ghs_${word(30)}.${word(200)}»`],
    ["github-token", `«github_pat_${word(22)}_${word(59)}»`],
    ["gitlab-token", `«glpat-${word(20)}»`],
    ["npm-token", `«npm_${word(36)}»`],
    ["pypi-token", `«pypi-AgE${word(90)}»`],
    ["crates-token", `«cio${word(32)}»`],
    ["rubygems-token", `«rubygems_${hex(48)}»`],
    ["docker-token", `«dckr_pat_${word(27)}»`],
    ["slack-token", `«xoxb-${letters(12, "123456789")}-${letters(12, "123456789")}-${word(24)}»`],
    ["slack-webhook", `https://hooks.slack.com/services/«T${upper(9)}/B${upper(9)}/${word(24)}»`],
    ["stripe-key", `«sk_live_${word(24)}»`],
    ["stripe-webhook-secret", `«whsec_${word(32)}»`],
    ["aws-access-key", `«AKIA${upper(16)}»`],
    ["aws-secret-key", `aws_secret_access_key = «${word(40)}»`],
    ["google-api-key", `«AIza${word(35)}»`],
    ["google-oauth-secret", `«GOCSPX-${word(28)}»`],
    ["google-service-account", `"private_key_id": "«${hex(40)}»"`],
    ["azure-storage-key", `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=«${word(86)}==»`],
    ["azure-client-secret", `«${word(3)}8Q~${word(33)}»`],
    ["twilio-key", `«SK${hex(32)}»`],
    ["sendgrid-key", `«SG.${word(22)}.${word(43)}»`],
    ["openai-key", `«sk-proj-${word(48)}»`],
    ["openai-key", `«sk-${word(48)}»`],
    ["anthropic-key", `«sk-ant-api03-${word(93)}AA»`],
    ["render-api-key", `«rnd_${word(28)}»`],
    ["render-deploy-hook", `https://api.render.com/deploy/srv-${lower(20)}?key=«${word(11)}»`],
    ["neon-api-key", `«napi_${lower(60)}»`],
    ["neon-password", `«npg_${word(12)}»`],
    ["sentry-token", `«sntrys_eyJ${word(80)}»`],
    ["pagerduty-token", `pagerduty_api_key: «u+${word(18)}»`],
    ["datadog-key", `DD_API_KEY=«${hex(32)}»`],
    ["jwt", `«${jwt}»`],
    ["private-key", `«${key("")}»`],
    ["private-key", `«${key("OPENSSH ")}»`],
    ["private-key", `"key": "«${key("RSA ").replaceAll("\n", String.raw`\n`)}»"`],
    [
      "private-key",
      `«-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 2\n\n${word(64)}\n-----END PGP PRIVATE KEY BLOCK-----»`,
    ],
    ["private-key", `client-key-data: «${base64(key(""))}»`],
    ["putty-key", `«PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\n${word(48)}»`],
    ["age-key", `«AGE-SECRET-KEY-1${upper(58)}»`],
    ["private-jwk", `{"kty":"OKP","crv":"Ed25519","d":"«${word(43)}»"}`],
    ["wireguard-key", `PrivateKey = «${word(43)}=»`],
    ["url-password", `postgres://app:«${word(12)}»@db.acme.io:5432/app`],
    ["url-password", `https://ci:«${word(10)}»@git.acme.io/app.git`],
    ["npmrc-token", `//registry.npmjs.org/:_authToken=«${hex(40)}»`],
    ["netrc-login", `machine api.acme.io login ci password «${word(12)}»`],
    ["docker-login", `"auth": "«${base64(`ci:${word(12)}`)}»"`],
    ["authorization-header", `Authorization: Bearer «${word(40)}»`],
    ["authorization-header", `Authorization: Basic «${base64(`ci:${word(12)}`)}»`],
    ["connection-string", `Server=db;Database=app;User Id=app;Password=«${word(12)}»;`],
    ["command-line-login", `curl -u ci:«${word(14)}7» https://api.acme.io`],
    ["generic-secret", `"client_secret": "«${word(32)}»"`],
    ["generic-secret", `SESSION_SECRET=«${word(32)}»`],
  ];
  return marked.map(([rule, text]) => [rule, text.replace(/[«»]/g, ""), /«([\s\S]*)»/.exec(text)?.[1] ?? ""]);
};

/** What texts that explain something say in the place of a secret. */
export const innocent: readonly string[] = [
  "AKIAIOSFODNN7EXAMPLE and wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  `sk_live_${"x".repeat(24)} and ghp_${"x".repeat(36)} and rnd_${"0".repeat(28)}`,
  "token: ${GITHUB_TOKEN}, ${{ secrets.RENDER_API_KEY }}, $RENDER_API_KEY, %TOKEN%, <token>, [token]",
  "Authorization: Bearer <token>",
  "Authorization: Bearer $TOKEN",
  "Authorization: Bearer YOUR_ACCESS_TOKEN_GOES_HERE",
  "Authorization: Basic dXNlcjpwYXNzd29yZA==",
  "Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
  "postgres://user:password@localhost:5432/db",
  "postgres://USER:PASSWORD@HOST:5432/DATABASE",
  "postgresql://${USER}:${PASSWORD}@db.acme.io/app",
  "postgres://postgres:postgres@localhost/postgres",
  "mongodb://&lt;user&gt;:&lt;password&gt;@cluster0.mongodb.net",
  "//registry.npmjs.org/:_authToken=${NPM_TOKEN}",
  "machine github.com login USER password PASSWORD",
  "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
  "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZz0Q7bT1bXoCzT0r3m1\n-----END PUBLIC KEY-----",
  "The line begins with -----BEGIN RSA PRIVATE KEY----- and ends with -----END RSA PRIVATE KEY-----.",
  "https://fonts.googleapis.com/css2?family=Roboto:wght@400;700&display=swap",
  "https://cdn.jsdelivr.net/npm/vue@3.5.0/dist/vue.js and http://localhost:3000/@vite/client",
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
  'docsearch({ appId: "R2IYF7ETH7", apiKey: "599cec31baffa4868cae4e79f180729b", indexName: "docs" })',
  "password: process.env.DATABASE_PASSWORD_2",
  'placeholder="password" type="password" name="user.password.confirm_2"',
  "integrity sha512-iAAtVoJkGkUdGlPzB7mVBKoU7Xd2bRVqOuOyTFuBU0PsOQEhMkYSjSEPOaJcQ2fiqVhrHjCqVfZjKCS3bGrAdg==",
  "commit 0123456789abcdef0123456789abcdef01234567 and 7f3e9a1c-5b2d-4e8f-9a6b-1c2d3e4f5a6b",
  "d41d8cd98f00b204e9800998ecf8427e e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  '<svg><path d="M12.5 3.2a9 9 0 1 1-9 9"/></svg> {"d":"M10 20h30v40H10z"}',
  "sk-navigation-item-with-a-long-class-name and rnd_button and npm_config_registry and key-value",
];
