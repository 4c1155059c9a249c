import type { Replaceable } from "../../replacements/find.ts";
import type { Draft } from "./subject.ts";

/** The same for the next version of the package: that there is something else does not depend on it. */
export const replacementDraft = ({ dependency, why, advice, address, path }: Replaceable): Draft => ({
  rule: "replacement",
  dependency,
  key: "replacement",
  message: why,
  advice,
  address,
  path,
});
