import { listOf, own, textOf } from "./fields.ts";

/** The classifiers that mean one licence and no other, without what they all begin with. */
const CLASSIFIERS = new Map([
  ["MIT License", "MIT"],
  ["MIT No Attribution License (MIT-0)", "MIT-0"],
  ["Apache Software License", "Apache-2.0"],
  ["ISC License (ISCL)", "ISC"],
  ["Python Software Foundation License", "PSF-2.0"],
  ["Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0"],
  ["GNU General Public License v2 (GPLv2)", "GPL-2.0-only"],
  ["GNU General Public License v2 or later (GPLv2+)", "GPL-2.0-or-later"],
  ["GNU General Public License v3 (GPLv3)", "GPL-3.0-only"],
  ["GNU General Public License v3 or later (GPLv3+)", "GPL-3.0-or-later"],
  ["GNU Affero General Public License v3", "AGPL-3.0-only"],
  ["GNU Affero General Public License v3 or later (AGPLv3+)", "AGPL-3.0-or-later"],
  ["GNU Lesser General Public License v2 (LGPLv2)", "LGPL-2.0-only"],
  ["GNU Lesser General Public License v2 or later (LGPLv2+)", "LGPL-2.0-or-later"],
  ["GNU Lesser General Public License v3 (LGPLv3)", "LGPL-3.0-only"],
  ["GNU Lesser General Public License v3 or later (LGPLv3+)", "LGPL-3.0-or-later"],
  ["Boost Software License 1.0 (BSL-1.0)", "BSL-1.0"],
  ["The Unlicense (Unlicense)", "Unlicense"],
  ["zlib/libpng License", "Zlib"],
  ["Universal Permissive License (UPL)", "UPL-1.0"],
  ["Eclipse Public License 2.0 (EPL-2.0)", "EPL-2.0"],
]);

/** An expression where there is one, else what the classifiers mean, else what the author wrote, unless it is a whole text. */
export const pythonLicense = (info: unknown): string | undefined => {
  const expression = textOf(own(info, "license_expression"), 500);
  if (expression !== undefined) return expression;
  const classified = listOf(own(info, "classifiers")).flatMap((classifier) => {
    const last =
      typeof classifier === "string" && classifier.startsWith("License ::") ? classifier.split(" :: ").at(-1) : "";
    return CLASSIFIERS.get(last ?? "") ?? [];
  });
  // Whether several of them are a choice, nobody says: all of them have to be acceptable.
  if (classified.length > 0) return [...new Set(classified)].join(" AND ");
  const written = textOf(own(info, "license"), 5000);
  return written === undefined || written.length > 100 || written.includes("\n") ? undefined : written;
};
