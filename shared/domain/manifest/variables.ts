import type { Problem } from "./problem.ts";

type Finding = Pick<Problem, "what" | "fix">;

export type Resolved =
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "problem"; readonly problem: Finding };

const REFERENCE = /\$\$\{|\$\{([^{}]*)\}|\$\{/g;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const SECRET_NAME =
  /(^|_)(API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|PWD|CREDENTIALS?|PRIVATE|DSN|DATABASE_URL|AUTH)(_|$)/i;
/** Keys of the vendors at hand, GitHub tokens, private keys, JSON Web Tokens, addresses with a password. */
const SECRET_SHAPE =
  /\b(rnd_|napi_|gh[opsur]_|github_pat_|xox[abprs]-|sk-|sk_live_|AKIA)[A-Za-z0-9_-]{8,}|-----BEGIN|\beyJ[\w-]{8,}\.[\w-]+\.|:\/\/[^\s/:@]*:[^\s/@]+@/;

export const looksSecret = (value: string): boolean => SECRET_SHAPE.test(value);

const asInput = "Secrets are never part of the manifest: give it to the action as an input, such as `api-key`.";

const valueOf = (name: string, vars: Readonly<Record<string, string | undefined>>): string | Finding => {
  if (!VARIABLE.test(name)) {
    return {
      what: "This is not a proper `${NAME}`",
      fix: "Write the name of a variable in the braces, or `$${` for the characters themselves.",
    };
  }
  if (SECRET_NAME.test(name)) return { what: `\`\${${name}}\` is the name of a secret`, fix: asInput };
  const value = Object.hasOwn(vars, name) ? vars[name] : undefined;
  if (value === undefined || value === "") {
    return {
      what: `The variable \`${name}\` is not set`,
      fix: `Set \`${name}\` in the \`env:\` of the step, or write the value itself.`,
    };
  }
  return looksSecret(value) ? { what: `The value of \`${name}\` looks like a secret`, fix: asInput } : value;
};

/** Puts the values of `${NAME}` in; `$${` stands for `${` itself. Values of variables are taken as they are, not looked into again. */
export const resolve = (text: string, vars: Readonly<Record<string, string | undefined>>): Resolved => {
  if (looksSecret(text)) return { kind: "problem", problem: { what: "This looks like a secret", fix: asInput } };
  let problem: Finding | undefined;
  const value = text.replaceAll(REFERENCE, (whole, name: string | undefined) => {
    if (whole === "$${") return "${";
    const found = valueOf(name ?? "", vars);
    if (typeof found === "string") return found;
    problem ??= found;
    return "";
  });
  return problem === undefined ? { kind: "value", value } : { kind: "problem", problem };
};
