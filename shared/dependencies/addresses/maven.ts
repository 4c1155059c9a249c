import { type Element, childrenAt, isXmlProblem, parseXml, textAt } from "../../domain/xml.ts";
import type { Reader, Said } from "./types.ts";

const from = (url: unknown, scope = ""): Said => ({ ecosystem: "Maven", scope, url });

function rootOf(text: string): Element {
  const root = parseXml(text);
  if (isXmlProblem(root)) throw new Error(`line ${root.line}: ${root.why}`);
  return root;
}

/** Repositories and plugin repositories; the one with the id `central` takes the place of Maven Central. */
const repositoriesIn = (element: Element): Said[] =>
  [
    ...childrenAt(element, "repositories", "repository"),
    ...childrenAt(element, "pluginRepositories", "pluginRepository"),
  ].map((repository) =>
    from(textAt(repository, "url"), textAt(repository, "id")?.toLowerCase() === "central" ? "central" : ""),
  );

const everywhere = (root: Element): Said[] =>
  [root, ...childrenAt(root, "profiles", "profile")].flatMap(repositoriesIn);

/** `pom.xml`, for its folder and what lies below. */
export const readPom: Reader = (text) => ({ said: everywhere(rootOf(text)) });

/** `settings.xml`: a mirror of everything, or of Maven Central, is asked in its place. */
export const readMavenSettings: Reader = (text) => {
  const root = rootOf(text);
  const mirrors = childrenAt(root, "mirrors", "mirror").map((mirror) => {
    const of = (textAt(mirror, "mirrorOf") ?? "").split(",").map((part) => part.trim());
    const isCentral = of.some((part) => ["*", "external:*", "central"].includes(part)) && !of.includes("!central");
    return from(textAt(mirror, "url"), isCentral ? "central" : "");
  });
  return { said: [...mirrors, ...everywhere(root)] };
};

/** Repositories that Gradle knows by a name of their own. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ["google", "https://dl.google.com/android/maven2"],
  ["gradlePluginPortal", "https://plugins.gradle.org/m2"],
]);

const URL_IN_BLOCK = /\bmaven[ \t]*\{[^{}]{0,500}?\burl\b[\s=(]{0,20}(?:uri[ \t]*\([ \t]*)?["']([^"'\n$]{1,500})["']/g;
const URL_IN_CALL = /\bmaven[ \t]*\([ \t]*(?:url[ \t]*=[ \t]*)?(?:uri[ \t]*\([ \t]*)?["']([^"'\n$]{1,500})["']/g;
const BY_NAME = /\b(google|gradlePluginPortal)[ \t]*(?:\([ \t]*\)|\{)/g;

/** `build.gradle`, `settings.gradle` and their Kotlin forms, as far as plain text tells: they are programs. */
export const readGradle: Reader = (text) => ({
  said: [
    ...[...text.matchAll(URL_IN_BLOCK), ...text.matchAll(URL_IN_CALL)].map(([, url]) => from(url)),
    ...[...text.matchAll(BY_NAME)].map(([, name = ""]) => from(NAMED.get(name))),
  ],
});
