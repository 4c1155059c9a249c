import { type Affected, standing, touched, untouched } from "../../shared/dependencies/policy/advisories.ts";
import { rankOf } from "../../shared/dependencies/policy/severity.ts";
import type { Comparison } from "../../shared/dependencies/types.ts";
import type { Ports } from "./ports.ts";

/** Packages beyond which nobody is asked about those that the change leaves as they are: five batches. */
const MOST = 5_000;

/** What is known against packages that the change leaves as they are. It is told, and it decides nothing. */
export interface Elsewhere {
  /** Malware and the worst first; not rated are those whose records were not read. */
  readonly affected: readonly Affected[];
  /** Why less is known than there is to know, for people. */
  readonly notes: readonly string[];
}

/** Asks about everything else of the repository, unless that is too much. An outage costs a remark and nothing else. */
export async function lookElsewhere(
  comparison: Comparison,
  { advisories }: Pick<Ports, "advisories">,
): Promise<Elsewhere> {
  const others = untouched(comparison, touched(comparison)).filter(
    ({ ecosystem, source }) => ecosystem !== "GitHub Actions" && ecosystem !== "Docker" && source === "registry",
  );
  if (others.length === 0) return { affected: [], notes: [] };
  if (others.length > MOST) {
    return {
      affected: [],
      notes: [
        `The change leaves ${others.length} package versions as they are, and nobody was asked what is known against them: that is done for ${MOST} at most.`,
      ],
    };
  }
  const { known, unchecked } = await advisories.survey(others);
  const [first] = unchecked;
  return {
    affected: standing(others, known).toSorted((one, other) => weight(other) - weight(one)),
    notes:
      first === undefined
        ? []
        : [
            `About ${unchecked.length} package versions that the change leaves as they are it is not known what is known against them: ${first.why}`,
          ],
  };
}

const weight = ({ advisory, scope }: Affected): number =>
  (advisory.malware ? 100 : 0) +
  (advisory.severity === "unknown" ? 0 : rankOf(advisory.severity)) * 2 +
  (scope === "runtime" ? 1 : 0);
