import type { Leak } from "./types.ts";

interface NameRule {
  readonly rule: string;
  readonly what: string;
  /** Of one name of the path, or of the last names of it. */
  readonly pattern: RegExp;
}

const NAMES: readonly NameRule[] = [
  { rule: "git-folder", what: "a part of a git repository", pattern: /(?:^|\/)\.git(?:\/|$)/i },
  { rule: "git-credentials", what: "git's stored passwords", pattern: /(?:^|\/)\.git-credentials$/i },
  {
    rule: "env-file",
    what: "an environment file",
    pattern:
      /(?:^|\/)(?:\.env(?:rc|\.(?!example$|sample$|template$|dist$|defaults?$)[^/]*)?|[^/]+\.env|\.flaskenv|\.dev\.vars)$/i,
  },
  {
    rule: "npmrc",
    what: "a package manager's login",
    pattern:
      /(?:^|\/)(?:\.npmrc|\.yarnrc|\.pypirc|\.gem\/credentials|\.cargo\/credentials(?:\.toml)?|auth\.json\.bak)$/i,
  },
  {
    rule: "netrc",
    what: "logins of command-line tools",
    pattern:
      /(?:^|\/)(?:[._]netrc|\.pgpass|pgpass\.conf|\.my\.cnf|\.mylogin\.cnf|\.wgetrc|\.curlrc|\.s3cfg|\.boto|\.htpasswd|\.dockercfg|\.vault-token|\.terraformrc|terraform\.rc)$/i,
  },
  {
    rule: "cloud-login",
    what: "a cloud's login",
    pattern:
      /(?:^|\/)(?:\.aws|\.azure|\.config\/gcloud|\.gcloud|\.oci|\.bluemix|\.doctl|\.config\/gh|\.config\/rclone)(?:\/|$)/i,
  },
  { rule: "docker-login", what: "a container registry's login", pattern: /(?:^|\/)\.docker\/config\.json$/i },
  {
    rule: "kubeconfig",
    what: "a login for Kubernetes",
    pattern: /(?:^|\/)(?:\.kube(?:\/|$)|kubeconfig(?:\.(?:ya?ml|json))?$|[^/]+\.kubeconfig$)/i,
  },
  { rule: "ssh-folder", what: "an SSH or GnuPG folder", pattern: /(?:^|\/)(?:\.ssh|\.gnupg)(?:\/|$)/i },
  {
    rule: "private-key-file",
    what: "a private key",
    pattern:
      /(?:^|\/)(?:[^/]*_)?id_(?:rsa|dsa|ecdsa|ed25519|xmss)(?:_sk)?(?:\.(?!pub$)[^/]*)?$|\.(?:pem|key|p12|pfx|ppk|jks|keystore|bks|pkcs12|kdbx?|agilekeychain|ovpn|snk)$|(?:^|\/)master\.key$/i,
  },
  {
    rule: "terraform-state",
    what: "Terraform's state or variables",
    pattern: /\.tfstate(?:\.[^/]*)?$|\.tfvars(?:\.json)?$|(?:^|\/)\.terraform(?:\/|$)/i,
  },
  {
    rule: "database-dump",
    what: "a dump of a database",
    pattern:
      /(?:^|\/)(?:[^/]*(?:dump|backup|prod|production)[^/]*\.(?:sql|sql\.(?:gz|bz2|xz|zst|zip)|bak|archive|bson)|dump\.rdb|appendonly\.aof|[^/]+\.(?:pgdump|dump|mdf|ldf|sql\.(?:gz|bz2|xz|zst)))$/i,
  },
  {
    rule: "database-file",
    what: "a database",
    pattern: /\.(?:sqlite3?|db3?|mdb|accdb|rdb)(?:-(?:wal|shm|journal))?$/i,
  },
  {
    rule: "core-dump",
    what: "a program's memory",
    pattern: /(?:^|\/)(?:core(?:\.\d+)?|[^/]+\.(?:core|dmp|mdmp|hprof|heapsnapshot|heapdump|stackdump))$/,
  },
  {
    rule: "history-file",
    what: "a shell's history",
    pattern: /(?:^|\/)\.(?:bash|zsh|sh|psql|mysql|sqlite|node_repl|python|irb|rediscli|dbshell|lesshst)_?history$/i,
  },
  {
    rule: "secrets-file",
    what: "a file of secrets",
    pattern:
      /(?:^|\/)(?:\.?secrets?\.(?:ya?ml|json|toml|env|ini|txt)|credentials\.(?:json|ya?ml|csv|xml|yml\.enc)|client_secrets?[^/]*\.json|service[-_]?account[^/]*\.json|[^/]*firebase-adminsdk[^/]*\.json|wp-config\.php(?:\.bak)?|[^/]*accesskeys\.csv|rootkey\.csv|\.vault_pass(?:\.txt)?|filezilla\.xml|sftp(?:-config)?\.json|recentservers\.xml|gha-creds-[^/]*\.json)$/i,
  },
  { rule: "version-control", what: "a part of a repository", pattern: /(?:^|\/)\.(?:svn|hg|bzr|jj)(?:\/|$)/i },
];

/** Whether a file is dangerous to publish for its name alone. Takes a path with forward slashes; `allow` wins. */
export const riskyName = (path: string, allow: (path: string) => boolean = () => false): Leak | undefined => {
  const found = NAMES.find(({ pattern }) => pattern.test(path));
  if (found === undefined || allow(path)) return undefined;
  return { rule: found.rule, what: found.what, line: undefined, column: undefined };
};
