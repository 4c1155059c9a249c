import { alternatives, type Draft, type Names } from "./draft.ts";
import type { Path, Report } from "./problem.ts";
import type { RawCheck, RawService } from "./schema.ts";
import { suggestion } from "./suggest.ts";

/** Services may have an id for previews although previews are no environment of the manifest. */
const PREVIEW = "preview";
const WITHOUT_ADDRESS = new Set(["private", "worker", "cron"]);

const isPattern = (text: string): boolean => {
  if (!/^\/.*\/$/s.test(text) || text.length < 3) return true;
  try {
    return new RegExp(text.slice(1, -1), "u") instanceof RegExp;
  } catch {
    return false;
  }
};

const checkCheck = (path: Path, service: RawService, one: RawCheck, report: Report): void => {
  const versionPath = one["version-path"];
  const body = one["expect-body"];
  if (one.path === undefined && one.url === undefined) {
    report(path, "value", "This check has neither `path` nor `url`", "Add `path: /healthz`.");
  } else if (one.path !== undefined && one.url !== undefined) {
    report([...path, "url"], "key", "This check has both `path` and `url`", "Remove one of the two.");
  } else if (one.path !== undefined && WITHOUT_ADDRESS.has(service.kind) && service.urls === undefined) {
    report(
      [...path, "path"],
      "value",
      `A ${service.kind} service has no address that a check could reach`,
      "Remove the check, or give it an absolute `url`.",
    );
  }
  if (one.method === "HEAD" && body !== undefined) {
    report([...path, "expect-body"], "key", "An answer to `HEAD` has no body", "Write `method: GET`.");
  }
  if (one.method === "HEAD" && versionPath !== undefined && !versionPath.startsWith("header:")) {
    report(
      [...path, "version-path"],
      "value",
      "An answer to `HEAD` has no body to find the version in",
      "Write `method: GET`, or `version-path: header:x-commit`.",
    );
  }
  if (body !== undefined && !isPattern(body)) {
    report(
      [...path, "expect-body"],
      "value",
      `\`${body.slice(0, 60)}\` is not a valid pattern`,
      "Correct the regular expression, or leave the slashes out to look for the text itself.",
    );
  }
};

const checkPlaces = (name: string, service: RawService, { names }: Draft, report: Report): void => {
  const others = (environment: string): Names =>
    environment === PREVIEW ? undefined : alternatives(environment, names.environments);
  for (const key of ["ids", "urls"] as const) {
    for (const environment of Object.keys(service[key] ?? {})) {
      const known = others(environment);
      if (known === undefined) continue;
      const fix = suggestion(environment, known, "");
      report(["services", name, key, environment], "key", `There is no environment \`${environment}\``, fix);
    }
  }
  const strange = Object.keys(service.ids).some((environment) => others(environment) !== undefined);
  for (const environment of names.environments ?? []) {
    // A misspelt environment was reported already; saying that the right one is missing would be a second message for it.
    if (strange || Object.hasOwn(service.ids, environment)) continue;
    report(
      ["services", name, "ids"],
      "key",
      `\`${name}\` has no id for \`${environment}\``,
      `Add \`${environment}: ${service.kind === "cron" ? "crn" : "srv"}-…\`, the id in the address of its page in the dashboard.`,
    );
  }
  for (const [environment, id] of Object.entries(service.ids)) {
    const isCron = id.startsWith("crn-");
    if (isCron === (service.kind === "cron")) continue;
    const what = isCron
      ? `\`${id}\` is a cron job, but \`${name}\` is of kind \`${service.kind}\``
      : `\`${id}\` is not a cron job, but \`${name}\` is of kind \`cron\``;
    report(
      ["services", name, "ids", environment],
      "value",
      what,
      isCron
        ? "Write `kind: cron`, or the id of the right service."
        : "Write the id that begins with `crn-`, or another `kind`.",
    );
  }
};

export const checkService = (name: string, service: RawService, draft: Draft, report: Report): void => {
  checkPlaces(name, service, draft, report);
  const { image, kind, checks = [] } = service;
  const path = ["services", name, "image"];
  const images = image === undefined ? undefined : alternatives(image, draft.names.images);
  if (image !== undefined && kind === "static") {
    report(path, "key", "A static site is not deployed as an image", "Remove this line, or write another `kind`.");
  } else if (images !== undefined) {
    const fix = suggestion(`${image}`, images, `Add \`${image}\` to \`images\`.`);
    report(path, "value", `There is no image \`${image}\``, fix);
  }
  const names = new Set<string>();
  for (const [index, one] of checks.entries()) {
    const here = ["services", name, "checks", index];
    const called = one.name ?? `#${index}`;
    if (names.has(called))
      report([...here, "name"], "value", `Two checks are called \`${called}\``, "Choose another name.");
    names.add(called);
    checkCheck(here, service, one, report);
  }
};
