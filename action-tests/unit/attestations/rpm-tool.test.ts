import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readRpmDatabase } from "../../../shared/attestations/packages/rpm/database.ts";
import { installed } from "../../tools/installed.ts";

const [rpm, rpmbuild] = [installed("rpm"), installed("rpmbuild")];

const SPECS = [
  {
    name: "tiny",
    version: "1.2~rc1",
    release: "3",
    head: "Epoch: 2\nBuildArch: noarch",
    license: "MIT AND (Apache-2.0 OR GPL-2.0-only)",
  },
  { name: "tiny-libs", version: "2024a", release: "1.fc40", head: "Epoch: 0", license: "LicenseRef-Own" },
  { name: "python3.12+extra", version: "3.12.1^git1", release: "0", head: "", license: "PSF-2.0" },
];

(rpm === undefined || rpmbuild === undefined ? describe.skip : describe)("what the real rpm has installed", () => {
  let folder = "";
  const root = () => join(folder, "root");
  const own = () => ["--root", root(), "--dbpath", "/var/lib/rpm"];
  // Debian's says on standard error that alien should be used.
  const run = (file: string | undefined, ...args: readonly string[]): string =>
    execFileSync(file ?? "", args, {
      encoding: "utf8",
      env: { ...process.env, HOME: folder },
      stdio: ["ignore", "pipe", "ignore"],
    });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-rpm-"));
    mkdirSync(root());
    for (const { name, version, release, head, license } of SPECS) {
      const spec = join(folder, `${name}.spec`);
      const files = Array.from({ length: 300 }, (_, index) => `%ghost /usr/share/${name}/a-file-of-some-name-${index}`);
      writeFileSync(
        spec,
        `Name: ${name}\nVersion: ${version}\nRelease: ${release}\n${head}\nLicense: ${license}\nSummary: Words\n%description\nWords\n%install\n%files\n${files.join("\n")}\n`,
      );
      run(rpmbuild, "--define", `_topdir ${folder}/top`, "-bb", spec);
    }
    const built = readdirSync(join(folder, "top", "RPMS"), { recursive: true, encoding: "utf8" });
    const files = built.filter((path) => path.endsWith(".rpm")).map((path) => join(folder, "top", "RPMS", path));
    run(rpm, ...own(), "-i", "--nodeps", "--noscripts", "--nosignature", ...files);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const ours = () => {
    const found = readRpmDatabase("sqlite", readFileSync(join(root(), "var/lib/rpm/rpmdb.sqlite")));
    if ("trouble" in found) throw new Error(found.trouble);
    return found.packages.map(({ name, epoch, version, release, arch, license, source }) =>
      [name, epoch ?? "(none)", version, release, arch, license, source].join("|"),
    );
  };
  const theirs = () => {
    const form = ["NAME", "EPOCH", "VERSION", "RELEASE", "ARCH", "LICENSE", "SOURCERPM"]
      .map((tag) => `%{${tag}}`)
      .join("|");
    return run(rpm, ...own(), "-qa", "--qf", `${form}\n`)
      .trim()
      .split("\n");
  };

  test("is what we read, package for package", () => {
    expect(theirs()).toHaveLength(SPECS.length);
    expect(ours().toSorted()).toEqual(theirs().toSorted());
  });

  test("is what we read after one was removed", () => {
    run(rpm, ...own(), "-e", "--nodeps", "--noscripts", "tiny");
    expect(theirs()).toHaveLength(SPECS.length - 1);
    expect(ours().toSorted()).toEqual(theirs().toSorted());
  });
});
