/**
 * What nobody told us, and what looks like a credential all the same. Every form begins with fixed letters and goes on
 * with bounded or disjoint classes, so that no text makes the search slow. None but the key block goes beyond a line.
 * A `*` belongs to every token: a part of it may be hidden already. `lead` is kept, the rest is hidden.
 */
const NOT_AFTER_WORD = String.raw`(?<![A-Za-z0-9_])`;
const ASSIGNED = String.raw`["']?[ \t]{0,8}[:=][ \t]{0,8}["']?`;

const TOKENS = [
  // Render, Neon (API key, password), npm; GitHub's of today and the JWT-like ones; GitLab, Slack, Stripe, Google, AWS.
  String.raw`${NOT_AFTER_WORD}(?:rnd|napi|npg|npm)_[\w*]{10,}`,
  String.raw`${NOT_AFTER_WORD}gh[pousr]_[\w.*-]{16,}`,
  String.raw`${NOT_AFTER_WORD}(?:github_pat_|glpat-|sk_live_|rk_live_|xox[abeoprs]-)[\w*-]{16,}`,
  String.raw`${NOT_AFTER_WORD}(?-i:AIza[\w*-]{30,}|(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9]))`,
  // Any JSON Web Token. Its head ends where another may begin, else each beginning would be searched to the end of all.
  String.raw`(?<![\w-])(?-i:eyJ)(?:[\w-]|\*(?!eyJ)){6,}\.[\w*-]{6,}(?:\.[\w*-]*){0,3}`,
  String.raw`(?<lead>hooks\.slack\.com/(?:services|workflows|triggers)/)[\w/*-]{10,}`,
];

const ASSIGNMENTS = [
  // The password of an address: the user stays.
  String.raw`(?<lead>://[^\s:/?#@"'<>]{0,256}:)[^\s/?#"'<>@]{1,1024}(?=@)`,
  String.raw`(?<lead>${NOT_AFTER_WORD}(?:proxy-)?authorization${ASSIGNED}(?:(?:bearer|basic|token|digest)[ \t]{1,8})?)[^\s"',;]{6,}`,
  String.raw`(?<lead>${NOT_AFTER_WORD}bearer[ \t]{1,8})(?=[A-Za-z_~./+=*-]{0,64}\d)[\w~./+=*-]{10,}`,
  String.raw`(?<lead>${NOT_AFTER_WORD}x-api-key${ASSIGNED})[^\s"',;]{6,}`,
  String.raw`(?<lead>${NOT_AFTER_WORD}(?:pgpassword|sslpassword|password|passwd|pwd)=)(?!\$)[^\s"'&;]{1,1024}`,
  String.raw`(?<lead>${NOT_AFTER_WORD}aws_(?:secret_access_key|session_token)${ASSIGNED})[\w/+=*]{16,}`,
];

const KIND = String.raw`[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----`;
const GAP = String.raw`(?:\s|\\[nr]|["',|│>]){0,16}`;
const BODY = String.raw`(?:${GAP}(?:[A-Za-z-]{1,20}: [^\r\n\\]{0,200}|[A-Za-z0-9+/=*]{16,4096})){1,1000}`;
const END = String.raw`${GAP}[A-Za-z0-9+/=*]{0,15}${GAP}-----END ${KIND}`;
const KEY_BLOCK = String.raw`-----BEGIN ${KIND}(?:${BODY}(?:${END})?|${END})`;

export const shapes = (): RegExp => new RegExp([KEY_BLOCK, ...TOKENS, ...ASSIGNMENTS].join("|"), "gi");

const KEY_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/gi;
const KEY_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY/i;

/** Where a key block begins whose end is not in the text yet. */
export function openKeyBlock(text: string): number | undefined {
  const last = [...text.matchAll(KEY_BEGIN)].at(-1);
  return last === undefined || KEY_END.test(text.slice(last.index)) ? undefined : last.index;
}
