import { expect, test } from "@jest/globals";
import { fileGuard } from "../../../actions/build-image/guard/files.ts";
import { isSecretByName } from "../../../actions/build-image/guard/named.ts";

const content = async function* (text: string | Buffer) {
  yield Buffer.from(text);
  await Promise.resolve();
};
const look = (path: string, text: string | Buffer = "nothing", known: (text: string) => boolean = () => false) =>
  fileGuard(known).look({ path, size: text.length, content: content(text) });
const token = `ghp_${"aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC3"}`;
const key = `-----BEGIN PRIVATE KEY-----\n${"QmFzZTY0a2V5".repeat(8)}\n-----END PRIVATE KEY-----\n`;

test.each([
  ["app/.env"],
  ["app/.env.local"],
  [".netrc"],
  ["root/.aws/credentials"],
  ["root/.docker/config.json"],
  ["app/release.p12"],
  ["root/.ssh/id_ed25519"],
])("%s is stopped for its name", async (path) => {
  expect(await look(path)).toHaveLength(1);
});

test.each([
  ["app/.env.production", "VITE_API=https://api.example.com\nPUBLIC_KEY=abc\n", 0],
  ["app/.env.production", "VITE_API=x\nexport DB_PASSWORD='k3nmq8s7w2'\n", 1],
  ["app/.env.example", "API_TOKEN=your-token\n", 0],
  ["app/.npmrc", "registry=https://registry.npmjs.org/\n", 0],
  ["app/ca.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", 0],
  ["app/server.pem", key, 1],
  ["app/data.sqlite3", "SQLite format 3", 0],
  ["app/src/a.js", `const t = "${token}";`, 1],
  ["app/node_modules/x/test/a.js", `const t = "${token}";`, 0],
  ["usr/lib/python3/test/key.pem", key, 0],
  ["app/bin", Buffer.from(`\0\0\0${token}`), 0],
])("of %s the content counts", async (path, text, count) => {
  expect(await look(path, text)).toHaveLength(count);
});

test("a secret of the job is found in what packages bring, too", async () => {
  const known = (text: string) => text.includes("of-this-job");
  expect(await look("app/node_modules/x/a.js", `x\n"of-this-job"\n`, known)).toMatchObject([
    { rule: "job-secret", line: 2 },
  ]);
});

test.each([
  ["NPM_TOKEN", "k3nmq8s7w2", true],
  ["db_password", "hunter2-but-longer", true],
  ["STRIPE_SECRET_KEY", "k3nmq8s7w2", true],
  ["STRIPE_PUBLISHABLE_KEY", "pk_k3nmq8s7w2", false],
  ["TOKEN_FILE", "/run/secrets/token", false],
  ["API_TOKEN", "$API_TOKEN", false],
  ["API_TOKEN", "${API_TOKEN}", false],
  ["API_TOKEN", "", false],
  ["API_TOKEN", "/run/secrets/api", false],
  ["API_TOKEN", "<your token>", false],
  ["API_TOKEN_TTL", "3600", false],
  ["TOKENIZER", "bpe-large", false],
  ["PASSWORD_MIN_LENGTH", "12", false],
])("%s=%s is a secret by its name: %s", (name, value, expected) => {
  expect(isSecretByName(name, value)).toBe(expected);
});
