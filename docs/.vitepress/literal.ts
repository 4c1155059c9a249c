import type { MarkdownRenderer } from "vitepress";

/** Pages are text, not templates: `${{ github.token }}` stays what it is. */
export function literal({ core, renderer }: MarkdownRenderer): void {
  // The note for people who would edit a generated page is no part of it.
  core.ruler.before("normalize", "note", (state) => {
    state.src = state.src.replace(/^\s*<!--.*?-->/s, "");
  });
  const { text, code_inline: code } = renderer.rules;
  for (const [name, render] of Object.entries({ text, code_inline: code })) {
    if (render !== undefined) renderer.rules[name] = (...given) => render(...given).replaceAll("{{", "&#123;&#123;");
  }
}
