import { formatSize } from "../../domain/size.ts";
import { error, type Problem, warning } from "./finding.ts";

const MEGABYTE = 1_000_000;
/** Of one file in a git repository on GitHub, and above which it warns. */
const FILE = { most: 100 * 1024 * 1024, many: 50 * 1024 * 1024 };
/** Of a site on GitHub Pages. */
const SITE = { most: 1_000 * MEGABYTE, many: 800 * MEGABYTE };

export const fileSizeProblem = (bytes: number): Problem | undefined => {
  if (bytes > FILE.most) return error("too-large", `${formatSize(bytes)}, and hosts take files up to 100 MB`);
  return bytes > FILE.many
    ? warning("large", `${formatSize(bytes)}; GitHub advises against files above 50 MB`)
    : undefined;
};

export const siteSizeProblem = (bytes: number): Problem | undefined => {
  if (bytes > SITE.most) return error("too-large", `the site has ${formatSize(bytes)}, and Pages takes up to 1 GB`);
  return bytes > SITE.many
    ? warning("large", `the site has ${formatSize(bytes)} of the 1 GB that Pages takes`)
    : undefined;
};
