import { isPlaceholder } from "../../../shared/leaks/placeholder.ts";

const SECRET =
  /(?:^|[_.-])(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|API[_-]?KEY|PRIVATE[_-]?KEY|ACCESS[_-]?KEY|SECRET[_-]?KEY|ENCRYPTION[_-]?KEY|SIGNING[_-]?KEY)(?:$|[_.-])/i;
/** Says something about a secret, or is meant for everybody. */
const NO_SECRET =
  /(?:^|[_.-])(?:PUBLIC|PUBLISHABLE)(?:$|[_.-])|[_.-](?:FILE|PATH|DIR|NAME|ID|URL|URI|HOST|ENDPOINT|ISSUER|AUDIENCE|HEADER|TYPE|TTL|EXPIRY|EXPIRES|LENGTH|LIMIT|COUNT|ENABLED|REQUIRED|MOUNT|PROVIDER)$/i;
const NO_VALUE = /^(?:|true|false|yes|no|on|off|none|null|undefined|\d{1,4}|\.{0,2}\/.*|file:.*|https?:\/\/[^@]*)$/is;

/** Whether a variable is named like a secret and has a value of its own: one that another variable gives is looked at there. */
export function isSecretByName(name: string, value: string): boolean {
  const plain = value.trim().replace(/^(["'])(.*)\1$/s, "$2");
  if (!SECRET.test(name) || NO_SECRET.test(name) || NO_VALUE.test(plain)) return false;
  return !/^\$(?:\w+|\{\w+\})$/.test(plain) && !isPlaceholder(plain);
}

export const NAMED = "a value under the name of a secret";
