import type { Added, Comparison, NotChecked } from "../../shared/dependencies/types.ts";
import type { ReleaseAnswer } from "../../shared/ports/registries.ts";

/** A registry that does not say when a release came says nothing of how young it is, and four rules go by that. */
export const ageless = (added: readonly Added[], { facts, unchecked }: ReleaseAnswer): readonly NotChecked[] => {
  const told = new Set(unchecked.map(({ purl }) => purl));
  return added
    .filter(({ dependency: { purl } }) => facts.has(purl) && !told.has(purl))
    .filter(({ dependency: { purl } }) => Number.isNaN(Date.parse(facts.get(purl)?.publishedAt ?? "")))
    .map(({ dependency: { purl } }) => ({
      purl,
      what: "registry",
      why: "its registry does not tell when it was published",
    }));
};

/** What nobody was asked about because the files that changed do not tell it. */
export const openIn = ({ added, head }: Comparison): readonly string[] => {
  const changed = new Set(added.flatMap(({ places }) => places.map(({ file }) => file)));
  const gaps = head.filter(({ file }) => changed.has(file)).flatMap((inventory) => inventory.gaps ?? []);
  return [...new Set(gaps)].map((gap) => `Not checked: ${gap}.`);
};
