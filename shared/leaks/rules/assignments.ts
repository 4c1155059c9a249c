import { entropy, isName, isPlaceholder, isTrivialPassword } from "../placeholder.ts";
import { type Sighting, special } from "../rule.ts";

const decode = (base64: string): string => Buffer.from(base64, "base64").toString("utf8");

/** Hosts of texts that explain something; a password for them is one only if a machine chose it. */
const NO_HOST = /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host(?:name)?$|(?:my|your)[-_]?|(?:.+\.)?example(?:\.|$)|\W)/i;

const isAddressPassword = ({ value, groups }: Sighting): boolean => {
  if (isTrivialPassword(value, groups["user"])) return false;
  return NO_HOST.test(groups["host"] ?? "") ? value.length >= 12 && entropy(value) > 3.2 && /\d/.test(value) : true;
};

const isBasic = ({ value }: Sighting): boolean => {
  const [user = "", ...rest] = decode(value).split(":");
  const password = rest.join(":");
  return (
    password !== "" &&
    !isPlaceholder(value) &&
    !/[\p{Cc}\ufffd]/u.test(user + password) &&
    !isTrivialPassword(password, user)
  );
};

const isRandom = ({ value }: Sighting): boolean =>
  /\d/.test(value) && /[A-Za-z]/.test(value) && !isName(value) && !/[(){}[\]\\]|=>|^https?:|^data:|^[./#]/.test(value);

/** Search keys for browsers are meant to be read by everybody. */
const isSearchKey = ({ text, index }: Sighting): boolean =>
  /algolia|docsearch|indexName|appId/i.test(text.slice(Math.max(0, index - 200), index + 200));

const NAME = String.raw`(?:passw(?:or)?d|passphrase|secret|client[_-]?secret|api[_-]?key|apikey|access[_-]?key|access[_-]?token|auth[_-]?token|authtoken|private[_-]?token|refresh[_-]?token|token|encryption[_-]?key|signing[_-]?key|webhook[_-]?secret)`;
/** As languages assign: `=`, `:=`, `=>`, `?=`, `.=`, `("name", "value")`, `<name>value`. */
const SIGN = String.raw`(?:\\?["'])?(?:[ \t]{1,4}string)?\s{0,8}(?:=>|:{1,3}=|[?.]=|[:=,>])\s{0,8}`;

export const assignmentRules = [
  special(
    "url-password",
    "an address with a password",
    ["://"],
    /(?<=(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{1,24}):\/\/(?<user>[^\s/:@"'`<>\\]{0,128}):(?<value>[^\s/@"'`<>\\]{1,256})@(?<host>[^\s/:"'`<>\\?#]{0,255})/,
    { isReal: isAddressPassword },
  ),
  special(
    "authorization-header",
    "a login in an Authorization header",
    ["authorization"],
    /authorization(?:\\?["'])?\s{0,4}[:=,]\s{0,4}(?:\\?["'`])?Basic\s{1,4}(?<value>[A-Za-z0-9+/]{8,400}={0,2})/i,
    { isReal: isBasic },
  ),
  special(
    "authorization-header",
    "a token in an Authorization header",
    ["authorization"],
    /authorization(?:\\?["'])?\s{0,4}[:=,]\s{0,4}(?:\\?["'`])?(?:Bearer|Token|Key|ApiKey)\s{1,4}(?<value>[\w.~+/=-]{16,1000})/i,
    { entropy: 3.3, isReal: isRandom },
  ),
  special(
    "npmrc-token",
    "an npm registry's login",
    [":_authtoken", ":_auth", ":_password", "_authtoken", "npmauthtoken"],
    /:?_?(?:npm)?_?auth(?:Token)?["']?\s{0,2}[=:]\s{0,2}["']?(?<value>[\w.+/=-]{8,400})|:_password\s{0,2}=\s{0,2}["']?(?<secret>[\w.+/=-]{8,400})/i,
    { entropy: 2.5, isReal: ({ value }) => !isTrivialPassword(value) },
  ),
  special(
    "netrc-login",
    "a login in the manner of .netrc",
    ["machine "],
    /machine\s{1,8}(?<host>\S{1,255})\s{1,16}login\s{1,8}(?<user>\S{1,128})\s{1,16}password\s{1,8}(?<value>[^\s<"]{1,256})/i,
    { isReal: (sighting) => isAddressPassword(sighting) && sighting.value.length >= 6 },
  ),
  special(
    "docker-login",
    "a registry's login",
    ['"auth"'],
    /"auth"\s{0,4}:\s{0,4}"(?<value>[A-Za-z0-9+/]{8,2000}={0,2})"/,
    { isReal: isBasic },
  ),
  special(
    "command-line-login",
    "a login on a command line",
    ["curl "],
    /curl [^\n\r]{0,300}?(?:-u|--user)[ =]["']?(?<user>[^\s:"']{1,100}):(?<value>[^\s"']{8,200})/,
    {
      entropy: 2.8,
      isReal: (sighting) => !isTrivialPassword(sighting.value, sighting.groups["user"]) && isRandom(sighting),
    },
  ),
  special(
    "connection-string",
    "a connection string with a password",
    ["password=", "pwd="],
    /(?:password|pwd)=(?<value>[^\s"'`<>;&]{6,200})(?=;)/i,
    {
      isReal: ({ text, index, value }) =>
        !isTrivialPassword(value) &&
        !isName(value) &&
        /(?:server|data source|host|user id|uid|initial catalog|database)=/i.test(
          text.slice(Math.max(0, index - 300), index + 300),
        ),
    },
  ),
  special(
    "generic-secret",
    "a secret by its name",
    "password passwd passphrase secret api_key api-key apikey access_key access-key accesskey access_token access-token accesstoken auth_token auth-token authtoken private_token private-token refresh_token refresh-token token encryption_key signing_key webhook_secret client_secret client-secret".split(
      " ",
    ),
    new RegExp(
      String.raw`${NAME}[\w.-]{0,24}${SIGN}(?:\\?["'\x60](?<value>[^\s"'\x60<>\\]{15,200})\\?["'\x60]|(?<secret>[^\s"'\x60<>;,&(){}[\]\\]{16,200})(?=[\s<"'\\]|$))`,
      "i",
    ),
    {
      entropy: 3.5,
      isReal: (sighting) => isRandom(sighting) && !isPlaceholder(sighting.value) && !isSearchKey(sighting),
    },
  ),
];
