import { createHash } from "node:crypto";
import type { PackageOptions, ReleaseOptions } from "../registries/world.ts";

/** One package in a lock file: version, and what the lock file says of it. */
interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** An attack as the registry told it while it went on: versions and distances in time are those of the public reports. */
export interface NpmIncident {
  readonly name: string;
  readonly packages: readonly PackageOptions[];
  readonly direct: readonly string[];
  readonly before: Readonly<Record<string, Locked>>;
  readonly after: Readonly<Record<string, Locked>>;
}

const HOUR = 3_600_000;
const DAY = 24;

/** What three registries told; people go by other names than their own. `now`: the hour of the attack that is replayed. */
export const npmIncidents = (now: Date): readonly NpmIncident[] => {
  const ago = (hours: number): string => new Date(now.getTime() - hours * HOUR).toISOString();
  const team = { maintainers: ["founder", "second"], publisher: "founder" };
  const release = (version: string, hours: number, more: Partial<ReleaseOptions> = {}): ReleaseOptions => ({
    version,
    publishedAt: ago(hours),
    license: "MIT",
    ...more,
  });

  const incidents: readonly NpmIncident[] = [
    {
      // 31 March 2026: published by hand with a stolen token, three hours before it was taken down.
      name: "axios 1.14.1",
      packages: [
        {
          ecosystem: "npm",
          name: "axios",
          createdAt: ago(11 * 365 * DAY),
          releases: [
            release("1.14.0", 77, {
              ...team,
              trust: "trusted-publisher",
              repository: "https://github.com/axios/axios",
            }),
            release("1.14.1", 3, { ...team, trust: "none", repository: "https://github.com/axios/axios" }),
          ],
        },
        {
          ecosystem: "npm",
          name: "plain-crypto-js",
          createdAt: ago(21.4),
          releases: [
            release("4.2.0", 21.4, { maintainers: ["stranger"], publisher: "stranger" }),
            release("4.2.1", 3.4, {
              maintainers: ["stranger"],
              publisher: "stranger",
              scripts: { postinstall: "node setup.js" },
            }),
          ],
        },
      ],
      direct: ["axios"],
      before: { axios: { version: "1.14.0" } },
      after: {
        axios: { version: "1.14.1", dependencies: { "plain-crypto-js": "^4.2.1" } },
        "plain-crypto-js": { version: "4.2.1", hasInstallScript: true },
      },
    },
    {
      // 15 September 2025: a worm that published itself with the tokens that it found.
      name: "Shai-Hulud, @ctrl/tinycolor 4.1.1",
      packages: [
        {
          ecosystem: "npm",
          name: "@ctrl/tinycolor",
          createdAt: ago(8 * 365 * DAY),
          releases: [
            release("4.1.0", 410 * DAY, team),
            release("4.1.1", 1.1, { ...team, scripts: { postinstall: "node bundle.js" } }),
          ],
        },
      ],
      direct: ["@ctrl/tinycolor"],
      before: { "@ctrl/tinycolor": { version: "4.1.0" } },
      after: { "@ctrl/tinycolor": { version: "4.1.1", hasInstallScript: true } },
    },
    {
      // 9 September 2018: a helpful stranger was given the package, and added one of his own; here with a script, as later attacks did it.
      name: "event-stream 3.3.6, with a script",
      packages: [
        {
          ecosystem: "npm",
          name: "event-stream",
          createdAt: ago(7 * 365 * DAY),
          releases: [
            release("3.3.5", 4 * DAY, { maintainers: ["founder"], publisher: "founder" }),
            release("3.3.6", 5, { maintainers: ["founder", "volunteer"], publisher: "volunteer" }),
          ],
        },
        {
          ecosystem: "npm",
          name: "flatmap-stream",
          createdAt: ago(35 * DAY),
          releases: [
            release("0.1.1", 4.5 * DAY, {
              maintainers: ["nobody"],
              publisher: "nobody",
              scripts: { install: "node ." },
            }),
          ],
        },
      ],
      direct: ["event-stream"],
      before: { "event-stream": { version: "3.3.5" } },
      after: {
        "event-stream": { version: "3.3.6", dependencies: { "flatmap-stream": "^0.1.0" } },
        "flatmap-stream": { version: "0.1.1", hasInstallScript: true },
      },
    },
    {
      // 5 October 2018, as it was: the stranger's package got its payload four weeks later, and ran it without any script.
      name: "event-stream 3.3.6",
      packages: [
        {
          ecosystem: "npm",
          name: "event-stream",
          createdAt: ago(7 * 365 * DAY),
          releases: [
            release("3.3.4", 814 * DAY, { maintainers: ["founder"], publisher: "founder" }),
            release("3.3.6", 26 * DAY, { maintainers: ["founder", "volunteer"], publisher: "volunteer" }),
          ],
        },
        {
          ecosystem: "npm",
          name: "flatmap-stream",
          createdAt: ago(61 * DAY),
          releases: [
            release("0.1.0", 61 * DAY, { maintainers: ["nobody"], publisher: "nobody" }),
            release("0.1.1", 6, { maintainers: ["nobody"], publisher: "nobody" }),
          ],
        },
      ],
      direct: ["event-stream"],
      before: { "event-stream": { version: "3.3.4" } },
      after: {
        "event-stream": { version: "3.3.6", dependencies: { "flatmap-stream": "^0.1.0" } },
        "flatmap-stream": { version: "0.1.1" },
      },
    },
  ];
  return incidents.map(sealed);
};

/** The same checksums in the registry and in the lock files: nobody tampered with those. */
const sealed = (incident: NpmIncident): NpmIncident => {
  const integrityOf = (name: string, version: string): string =>
    `sha512-${createHash("sha512").update(`${name}@${version}`).digest("base64")}`;
  const lock = (locked: NpmIncident["before"]): NpmIncident["before"] =>
    Object.fromEntries(
      Object.entries(locked).map(([name, entry]) => [name, { ...entry, integrity: integrityOf(name, entry.version) }]),
    );
  return {
    ...incident,
    before: lock(incident.before),
    after: lock(incident.after),
    packages: incident.packages.map((one) => ({
      ...one,
      releases: one.releases.map((release) => ({ ...release, integrity: integrityOf(one.name, release.version) })),
    })),
  };
};
