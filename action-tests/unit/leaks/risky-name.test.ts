import { describe, expect, test } from "@jest/globals";
import { riskyName } from "../../../shared/leaks/risky-name.ts";

describe("names of files that are not published", () => {
  test.each([
    ["env-file", ".env .env.production config/.env.local app/.envrc prod.env .ENV"],
    ["git-folder", ".git .git/config sub/.git/HEAD .GIT/config"],
    ["git-credentials", ".git-credentials"],
    ["npmrc", ".npmrc a/.npmrc .pypirc"],
    ["netrc", ".netrc _netrc .pgpass .htpasswd"],
    ["private-key-file", "id_rsa id_ed25519 deploy_id_rsa server.pem a/b.p12 c.key key.ppk cert.pfx id_rsa.bak"],
    ["cloud-login", ".aws/credentials .azure/x .config/gcloud/application_default_credentials.json"],
    ["docker-login", ".docker/config.json"],
    ["kubeconfig", "kubeconfig .kube/config prod.kubeconfig"],
    ["ssh-folder", ".ssh/known_hosts .gnupg/x"],
    ["terraform-state", "terraform.tfstate a.tfstate.backup prod.tfvars .terraform/x"],
    ["database-dump", "dump.sql db-backup.sql.gz prod.sql dump.rdb x.pgdump"],
    ["database-file", "app.sqlite3 data.db"],
    ["core-dump", "core core.4711 a/java.hprof x.heapsnapshot"],
    ["history-file", ".bash_history .psql_history"],
    ["secrets-file", "secrets.yml credentials.json client_secret_1.json service-account.json gha-creds-ab12.json"],
  ])("%s: %s", (rule, paths) => {
    for (const path of paths.split(" ")) expect([path, riskyName(path)?.rule]).toEqual([path, rule]);
  });

  test("not names that only come near", () => {
    const fine =
      ".env.example .env.sample id_rsa.pub keys.html environment.md gitbook/index.html monkey.png core.js core.css core/index.html schema.sql .well-known/security.txt .nojekyll dump.html keystore.md public.asc score.4711 api/credentials.html docs/.github/x";
    for (const path of fine.split(" ")) expect([path, riskyName(path)]).toEqual([path, undefined]);
  });

  test("not those that somebody allows", () => {
    expect(riskyName("certs/public.pem", (path) => path === "certs/public.pem")).toBeUndefined();
    expect(riskyName("certs/private.pem", (path) => path === "certs/public.pem")?.rule).toBe("private-key-file");
  });
});
