/** Families whose later versions may be chosen where "or later" is granted, oldest first. */
const VERSIONS: Readonly<Record<string, string>> = {
  AFL: "1.1 1.2 2.0 2.1 3.0",
  AGPL: "1.0 3.0",
  APSL: "1.0 1.1 1.2 2.0",
  Apache: "1.0 1.1 2.0",
  Artistic: "1.0 2.0",
  "CC-BY": "1.0 2.0 2.5 3.0 4.0",
  "CC-BY-NC": "1.0 2.0 2.5 3.0 4.0",
  "CC-BY-NC-ND": "1.0 2.0 2.5 3.0 4.0",
  "CC-BY-NC-SA": "1.0 2.0 2.5 3.0 4.0",
  "CC-BY-ND": "1.0 2.0 2.5 3.0 4.0",
  "CC-BY-SA": "1.0 2.0 2.5 3.0 4.0",
  CDDL: "1.0 1.1",
  CECILL: "1.0 1.1 2.0 2.1",
  ECL: "1.0 2.0",
  EFL: "1.0 2.0",
  EPL: "1.0 2.0",
  EUPL: "1.0 1.1 1.2",
  GFDL: "1.1 1.2 1.3",
  GPL: "1.0 2.0 3.0",
  LGPL: "2.0 2.1 3.0",
  LPPL: "1.0 1.1 1.2 1.3a 1.3c",
  MPL: "1.0 1.1 2.0",
  MulanPSL: "1.0 2.0",
  NPL: "1.0 1.1",
  OFL: "1.0 1.1",
  OSL: "1.0 1.1 2.0 2.1 3.0",
  PHP: "3.0 3.01",
  RPL: "1.1 1.5",
  ZPL: "1.1 2.0 2.1",
};

const VERSIONED = /^(?<family>.+?)-(?<version>\d[\d.]*[a-z]?)$/;

/** The licence and its later versions, itself first. */
export function orLater(id: string): readonly string[] {
  const { family = "", version = "" } = VERSIONED.exec(id)?.groups ?? {};
  const known = Object.hasOwn(VERSIONS, family) ? (VERSIONS[family]?.split(" ") ?? []) : [];
  const from = known.indexOf(version);
  return from < 0 ? [id] : known.slice(from).map((later) => `${family}-${later}`);
}

const rename = (before: RegExp, id: string): readonly [RegExp, string] => [before, id];

/** What authors write instead of an identifier, where it can only mean one licence. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  rename(/^(?:the )?(?:mit|expat)(?: license)?(?: \(mit\))?$/, "MIT"),
  rename(/^(?:the )?apache(?: license| software license)?,? ?-?v?(?:version )?2(?:\.0)?(?: license)?$/, "Apache-2.0"),
  rename(
    /^(?:new|modified|3-clause|revised) bsd(?: license)?$|^bsd[- ]3(?:-clause)?$|^bsd 3-clause license$/,
    "BSD-3-Clause",
  ),
  rename(
    /^(?:simplified|2-clause|freebsd) bsd(?: license)?$|^bsd[- ]2(?:-clause)?$|^bsd 2-clause license$/,
    "BSD-2-Clause",
  ),
  rename(/^eclipse public license(?:,| -)? v(?:ersion)?\.? ?1\.0$|^epl ?v?1\.0$/, "EPL-1.0"),
  rename(/^eclipse public license(?:,| -)? v(?:ersion)?\.? ?2\.0$|^epl ?v?2\.0$/, "EPL-2.0"),
  rename(/^isc(?: license)?(?: \(iscl\))?$/, "ISC"),
  rename(/^(?:the )?unlicense(?: \(unlicense\))?$/, "Unlicense"),
  rename(/^mozilla public license,? (?:version )?2(?:\.0)?(?: \(mpl 2\.0\))?$|^mpl ?v?2(?:\.0)?$/, "MPL-2.0"),
  rename(/^(?:gnu )?(?:general public license|gpl) ?v?3(?: \(gplv3\))?$|^gplv3$/, "GPL-3.0-only"),
  rename(/^(?:gnu )?(?:general public license|gpl) ?v?2(?: \(gplv2\))?$|^gplv2$/, "GPL-2.0-only"),
  rename(/^gnu general public license v3 or later(?: \(gplv3\+\))?$|^gpl ?v?3\+$/, "GPL-3.0-or-later"),
  rename(/^gnu general public license v2 or later(?: \(gplv2\+\))?$|^gpl ?v?2\+$/, "GPL-2.0-or-later"),
  rename(/^gnu lesser general public license v3(?: \(lgplv3\))?$|^lgpl ?v?3$/, "LGPL-3.0-only"),
  rename(/^gnu affero general public license v3(?: \(agplv3\))?$|^agpl ?v?3$/, "AGPL-3.0-only"),
  rename(/^gnu affero general public license v3 or later.*$/, "AGPL-3.0-or-later"),
  rename(/^cc0(?: 1\.0(?: universal)?)?$/, "CC0-1.0"),
  rename(/^psf(?:-2)?$|^python software foundation license$/, "PSF-2.0"),
  rename(/^zlib(?:\/libpng)?(?: license)?$/, "Zlib"),
  rename(/^wtfpl(?: ?v?2)?$/, "WTFPL"),
  rename(/^boost software license 1\.0(?: \(bsl-1\.0\))?$/, "BSL-1.0"),
];

/** The expression that free words stand for; the text itself where they are none that we know. */
export function fromWords(text: string): string {
  const words = text.trim().replaceAll(/\s+/g, " ").toLowerCase();
  return WORDS.find(([before]) => before.test(words))?.[1] ?? text;
}
