import type { MarkdownRenderer } from "vitepress";

/**
 * Links as they have to be on the site: what leaves docs/ leads to the file in the repository, and a README is the page
 * that it is served as.
 */
export function outward(markdown: MarkdownRenderer, source: string): void {
  markdown.core.ruler.push("outward", ({ tokens, env }) => {
    const { relativePath } = env as { readonly relativePath: string };
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === "link_open" ? token.attrGet("href") : null;
      if (href === null || /^[a-z]+:|^#|^\//i.test(href)) continue;
      const { pathname, hash } = new URL(href, `file:///docs/${relativePath}`);
      const served = pathname.startsWith("/docs/") && pathname.endsWith(".md");
      if (!served) token.attrSet("href", `${source}/blob/main${pathname}${hash}`);
      else if (pathname === "/docs/README.md") token.attrSet("href", `/overview.md${hash}`);
      else token.attrSet("href", href.replace(/README\.md/, "index.md"));
    }
  });
}
