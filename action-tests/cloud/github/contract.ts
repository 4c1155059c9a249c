import { type Contract, loadContract } from "../contract.ts";

const emptyAddresses = new Set(["target_url", "log_url", "environment_url"]);

/** The description gives these addresses the default "", which its own format forbids. GitHub answers the default. */
const withoutEmptyAddresses = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutEmptyAddresses);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      emptyAddresses.has(key) && inner === "" ? "https://example.com" : inner,
    ]),
  );
};

/** The comparison's answer is described with pages, and its request without. */
const withoutPages = (path: string, query: URLSearchParams): URLSearchParams =>
  path.includes("/dependency-graph/compare/")
    ? new URLSearchParams([...query].filter(([name]) => name !== "page" && name !== "per_page"))
    : query;

/** GitHub's API description, but for what it contradicts itself in. */
export const githubContract = (): Contract | undefined => {
  const contract = loadContract("github-cut.json");
  return (
    contract && {
      request: (method, path, query, body) => contract.request(method, path, withoutPages(path, query), body),
      answer: (method, path, status, body) => contract.answer(method, path, status, withoutEmptyAddresses(body)),
    }
  );
};
