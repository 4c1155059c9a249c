/** Shannon's entropy, in bits for each character. */
export const entropy = (text: string): number => {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
};

/** A variable, or a place to fill in: `${TOKEN}`, `<token>`, `{{ token }}`, `%TOKEN%`, `$TOKEN`, `[token]`, `…`. */
const TO_FILL_IN = /^(?:\$[\w({]|[<[{(]|&lt;|&#|%[\w(]+%$|%[sv]$|:\w+$|@\w+@$|#\{)|\$\{|\{\{|<[\w /-]{1,40}>|…|\.\.\./;
/** Nobody's random token says these. */
const SAYS_SO =
  /x{5,}|\*{3,}|•{3,}|#{4,}|0{8,}|example|placeholder|change[_-]?me|redacted|dummy|replace[_-]?(?:me|with)|insert[_-]|your[_-]|^your|sample|not[_-]?(?:a[_-]?)?real|fake[_-]|deadbeef/i;
/** Published by vendors in their own documentation, for everybody to copy. */
const WELL_KNOWN =
  /^(?:4eC39HqLyjWDarjtT1zdp7dc|BQokikJOvBiI2HlWgH4olfQ2|wJalrXUtnFEMI\/K7MDENG\/bPxRfiCY|QWxhZGRpbjpvcGVuIHNlc2FtZQ|YWxhZGRpbjpvcGVuc2VzYW1l|Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq\/K1SZFPTOtr\/KBHBeksoGMGw)/;

/** Whether a value stands for a secret in a text that explains something, and is none. */
export const isPlaceholder = (value: string): boolean =>
  TO_FILL_IN.test(value) || SAYS_SO.test(value) || WELL_KNOWN.test(value);

const TRIVIAL = new Set(
  "password passwd pass pwd secret user username admin root postgres mysql mongo mongodb redis rabbitmq guest test testing tester mypassword mysecret my-password my_password secretpassword p@ssword p@ssw0rd passw0rd pa55word pw p token key none null undefined true false string value db database app foo bar baz demo local dev development docker".split(
    " ",
  ),
);

/** What people write for a password where any would do. */
export const isTrivialPassword = (password: string, user = ""): boolean =>
  isPlaceholder(password) ||
  password === user ||
  TRIVIAL.has(password.toLowerCase()) ||
  /^(?:[A-Z]+[_-]?)+\d{0,2}$/.test(password) ||
  /^(?:[a-z]+[_-]?){0,2}(?:pass(?:word)?|passwd|pwd|secret|token|key)\d{0,2}$/i.test(password) ||
  /^(?:0?123456789?0?|654321)$/.test(password) ||
  /^(.)\1*$/.test(password);

/** Words joined by marks, as in `auth.password.min-8` or `loginForm/password`: a name, not a value. */
export const isName = (value: string): boolean =>
  (/^[a-z]+\d{0,2}(?:[._:/-][a-z]+\d{0,2}|[._:/-]\d{1,4})*$/i.test(value) && !/[a-z][A-Z][a-z]?[A-Z]/.test(value)) ||
  // A property in source code, such as `request2.password`.
  /^[a-z_$]+\d{0,2}(?:\??\.[a-z_$]+\d{0,2})+$/i.test(value);
