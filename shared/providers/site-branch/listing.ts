const PLAIN = "100644 ";

/** What `ls-tree -r -z` says, as path to blob id; the mode stays before the id where it is not a plain file's. */
export function parseListing(text: string): Map<string, string> {
  const entries = new Map<string, string>();
  for (let start = 0; start < text.length;) {
    const end = text.indexOf("\0", start);
    const tab = text.indexOf("\t", start);
    if (end < 0 || tab < 0) break;
    // 100644 blob <id>
    const mode = text.slice(start, start + 7);
    const id = text.slice(text.lastIndexOf(" ", tab) + 1, tab);
    entries.set(text.slice(tab + 1, end), mode === PLAIN ? id : mode + id);
    start = end + 1;
  }
  return entries;
}
