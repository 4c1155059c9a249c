import { joinPath } from "./paths.ts";

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

const escapeScript = (text: string): string => JSON.stringify(text).replaceAll("<", String.raw`\u003c`);

const encodePath = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** A page that leads on to a relative address, with query and fragment where scripts run. */
export function redirectPage(to: string): string {
  const href = escapeHtml(to);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Redirecting</title>
<link rel="canonical" href="${href}">
<script>location.replace(${escapeScript(to)} + location.search + location.hash)</script>
<noscript><meta http-equiv="refresh" content="0; url=${href}"></noscript>
</head>
<body><p>This page is at <a href="${href}">${href}</a>.</p></body>
</html>
`;
}

/** The relative address of a page from one folder below the versions' home to the same page in another. */
function addressOf(page: string, version: string): string {
  const up = "../".repeat(page.split("/").length);
  const to = page === "index.html" ? "" : page.replace(/\/index\.html$/, "/");
  return `${up}${encodePath(joinPath(version, to))}${to === "" ? "/" : ""}`;
}

/** A redirect for each page of a version, by path in the alias' folder. */
export function aliasPages(pages: Iterable<string>, version: string): ReadonlyMap<string, string> {
  const redirects = new Map<string, string>();
  for (const page of pages) if (/\.html?$/i.test(page)) redirects.set(page, redirectPage(addressOf(page, version)));
  return redirects;
}
