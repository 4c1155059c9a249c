import { purlOf } from "../../dependencies/purl.ts";
import type { Dependency, Ecosystem } from "../../dependencies/types.ts";
import { isPrerelease } from "../../dependencies/versions/compare-versions.ts";

type Version = Pick<Dependency, "purl" | "version">;

/**
 * The versions that are asked about, and of each the one that was published last before it: what has changed is judged
 * against that one, and the answer that tells of both is at hand only once.
 */
export const withEarlier = (
  ecosystem: Ecosystem,
  name: string,
  asked: readonly Version[],
  published: ReadonlyMap<string, string | undefined>,
): readonly Version[] => {
  const earlier = asked.flatMap(({ version = "" }) => {
    const moment = published.get(version);
    const isFinished = !isPrerelease(ecosystem, version);
    let last: readonly [version: string, moment: string] | undefined;
    for (const [other, at] of published) {
      if (at === undefined || moment === undefined || at >= moment || (isFinished && isPrerelease(ecosystem, other)))
        continue;
      if (last === undefined || at > last[1]) last = [other, at];
    }
    return last === undefined ? [] : [{ version: last[0], purl: purlOf(ecosystem, name, last[0]) }];
  });
  return [...earlier, ...asked];
};
