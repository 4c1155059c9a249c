import { childrenAt, isXmlProblem, parseXml } from "../../domain/xml.ts";
import type { Reader, Said } from "./types.ts";

/** `nuget.config`: sources, and which of them a pattern of names is mapped to. Without nuget.org among them it is not asked. */
export const readNugetConfig: Reader = (text) => {
  const root = parseXml(text);
  if (isXmlProblem(root)) throw new Error(`line ${root.line}: ${root.why}`);
  const [sources] = childrenAt(root, "packageSources");
  const urls = new Map(
    (sources?.children ?? [])
      .filter(({ name }) => name === "add")
      .map(({ attributes }) => [attributes.get("key") ?? "", attributes.get("value")]),
  );
  const isCleared = sources?.children.some(({ name }) => name === "clear") === true;
  const mapped = childrenAt(root, "packageSourceMapping", "packageSource").flatMap(({ attributes, children }): Said[] =>
    children.map((child) => ({
      ecosystem: "NuGet",
      scope: child.attributes.get("pattern") ?? "",
      url: urls.get(attributes.get("key") ?? ""),
    })),
  );
  const scope = isCleared ? "central" : "";
  return { said: [...[...urls.values()].map((url): Said => ({ ecosystem: "NuGet", scope, url })), ...mapped] };
};
