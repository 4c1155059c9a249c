/** A version as patterns such as `{{major}}.{{minor}}` see it. */
export interface Version {
  readonly raw: string;
  readonly version: string;
  readonly major: string;
  readonly minor: string;
  readonly patch: string;
  readonly prerelease: boolean;
}

const SEMVER =
  /^[=v\s]*(\d+)\.(\d+)\.(\d+)(?:-?((?:\d+|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:\d+|\d*[A-Za-z-][\dA-Za-z-]*))*))?(?:\+[\dA-Za-z.-]+)?$/;
const PEP440 =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$/i;
const PHASES: Readonly<Record<string, string>> = { alpha: "a", beta: "b", c: "rc", pre: "rc", preview: "rc" };

/** A semantic version, a leading `v` allowed; the build metadata behind `+` is left out, tags cannot hold it. */
export function readSemver(raw: string): Version | undefined {
  const [, major, minor, patch, prerelease] = SEMVER.exec(raw) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  const tail = prerelease === undefined ? "" : `-${prerelease}`;
  const [a, b, c] = [major, minor, patch].map((part) => part.replace(/^0+(?=\d)/, ""));
  return {
    raw,
    version: `${a}.${b}.${c}${tail}`,
    major: `${a}`,
    minor: `${b}`,
    patch: `${c}`,
    prerelease: tail !== "",
  };
}

/** A Python version, normalised as PEP 440 says, without the local part behind `+`. */
export function readPep440(raw: string): Version | undefined {
  const match = PEP440.exec(raw);
  if (match === null) return undefined;
  const [, epoch, release = "", phase, phaseNumber, implicit, post, postNumber, dev, devNumber] = match;
  const [major = "0", minor = "0", patch = "0"] = release.split(".").map((part) => String(Number(part)));
  const lower = phase?.toLowerCase();
  const tail = [
    lower === undefined ? "" : `${PHASES[lower] ?? lower}${Number(phaseNumber)}`,
    implicit === undefined && post === undefined ? "" : `.post${Number(implicit ?? postNumber)}`,
    dev === undefined ? "" : `.dev${Number(devNumber)}`,
  ].join("");
  const numbers = release
    .split(".")
    .map((part) => String(Number(part)))
    .join(".");
  return {
    raw,
    version: `${epoch === undefined ? "" : `${Number(epoch)}!`}${numbers}${tail}`,
    major,
    minor,
    patch,
    prerelease: lower !== undefined || dev !== undefined,
  };
}
