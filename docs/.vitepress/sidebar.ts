import { globSync, readFileSync } from "node:fs";
import type { DefaultTheme } from "vitepress";

const docs = new URL("../", import.meta.url);

const titleOf = (path: string): string =>
  /^# (?<title>.+)$/m.exec(readFileSync(new URL(path, docs), "utf8"))?.[1] ?? path;

/** Every page of a folder by its own title, so that a new page is there without being added anywhere. */
function pagesIn(folder: string): DefaultTheme.SidebarItem[] {
  return globSync(`${folder}/*.md`, { cwd: docs })
    .filter((path) => !path.endsWith("README.md"))
    .map((path) => ({ text: titleOf(path), link: `/${path.replace(/\.md$/, "")}` }))
    .toSorted((one, other) => one.text.localeCompare(other.text, "en"));
}

export const sidebar: DefaultTheme.SidebarItem[] = [
  { text: "Overview", link: "/overview" },
  { text: "How-to", items: pagesIn("how-to") },
  {
    text: "Reference",
    items: [
      { text: "The manifest", link: "/manifest" },
      { text: "Actions", link: "/reference/actions/", collapsed: true, items: pagesIn("reference/actions") },
      { text: "Error codes", link: "/reference/errors/", collapsed: true, items: pagesIn("reference/errors") },
    ],
  },
  {
    text: "Running it",
    items: [
      { text: "When it is red", link: "/operations" },
      { text: "Is it safe?", link: "/threat-model" },
    ],
  },
  {
    text: "Changing it",
    items: [
      { text: "How the parts fit", link: "/architecture" },
      { text: "Decisions", link: "/decisions/", collapsed: true, items: pagesIn("decisions") },
    ],
  },
];
