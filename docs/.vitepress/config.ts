import { defineConfig } from "vitepress";
import { literal } from "./literal.ts";
import { outward } from "./outward.ts";
import { sidebar } from "./sidebar.ts";

/** `/` at the root of a host; `/slipway/` on the Pages of a repository. The workflow that publishes says which. */
const base = process.env["BASE_PATH"] ?? "/";
const repository = process.env["GITHUB_REPOSITORY"] ?? "slipway/slipway";
const source = `${process.env["GITHUB_SERVER_URL"] ?? "https://github.com"}/${repository}`;

/** The project's own site: the same Markdown that is read in the repository. */
export default defineConfig({
  title: "Slipway",
  description: "GitHub Actions that carry your code from a commit to production on Render and Neon, and back",
  lang: "en",
  base,
  outDir: "../build/site",
  cacheDir: "../build/site-cache",
  // In the repository a folder's page is README.md, which GitHub shows; on a host it is index.html.
  rewrites: { "README.md": "overview.md", ":folder(.+)/README.md": ":folder/index.md" },
  // Pages must be the same bytes for the same commit: no times of build or checkout in them.
  lastUpdated: false,
  head: [["link", { rel: "icon", type: "image/svg+xml", href: `${base}mark.svg` }]],
  markdown: {
    // What looks like HTML in a page is text: nothing of it is markup or a template.
    html: false,
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    config: (markdown) => {
      literal(markdown);
      outward(markdown, source);
    },
  },
  // The home page of the theme has no main landmark, by which people with screen readers find what a page is about.
  transformHtml: (html) => html.replace('class="VPContent is-home"', 'role="main" class="VPContent is-home"'),
  themeConfig: {
    logo: { src: "/mark.svg", alt: "" },
    nav: [
      { text: "How-to", link: "/how-to/deploy", activeMatch: "/how-to/" },
      { text: "Manifest", link: "/manifest" },
      { text: "Actions", link: "/reference/actions/", activeMatch: "/reference/actions/" },
      { text: "Error codes", link: "/reference/errors/", activeMatch: "/reference/errors/" },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: "local" },
    socialLinks: [{ icon: "github", link: source, ariaLabel: "The repository" }],
    docFooter: { prev: false, next: false },
  },
});
