import { expect, test } from "@jest/globals";
import { lockfileFor } from "../../../../shared/dependencies/lockfiles/lockfile-for.ts";
import type { Dependency, Inventory } from "../../../../shared/dependencies/types.ts";

const read = (document: unknown): Inventory => {
  const lockfile = lockfileFor("src/packages.lock.json");
  if (lockfile === undefined) throw new Error("not known");
  return lockfile.read(JSON.stringify(document, undefined, 2));
};

const brief = ({ dependencies }: Inventory, ...fields: readonly (keyof Dependency)[]): unknown[][] =>
  dependencies.map((one) => [one.purl, ...fields.map((field) => one[field])]);

/** Written by the documented format: dotnet cannot be had from any package registry. */
const NEWTONSOFT = { type: "Direct", requested: "[13.0.1, )", resolved: "13.0.3", contentHash: "aaa=" };
const CORE = {
  type: "Transitive",
  resolved: "5.1.0",
  contentHash: "bbb=",
  dependencies: { "Microsoft.NETCore.Platforms": "1.1.0" },
};

test("packages of every framework: what is direct, what needs what, with checksums and lines", () => {
  const inventory = read({
    version: 1,
    dependencies: {
      "net8.0": {
        "Newtonsoft.Json": NEWTONSOFT,
        Serilog: {
          type: "Direct",
          requested: "[3.0.0, 4.0.0)",
          resolved: "3.1.1",
          contentHash: "ccc=",
          dependencies: { "system.core": "5.1.0" },
        },
        "System.Core": CORE,
        "Microsoft.NETCore.Platforms": { type: "Transitive", resolved: "1.1.0", contentHash: "ddd=" },
        "acme.web": { type: "Project", dependencies: { "Newtonsoft.Json": "[13.0.1, )" } },
      },
      "net8.0/linux-x64": { "Newtonsoft.Json": { ...NEWTONSOFT, type: "Transitive" } },
    },
  });
  expect(inventory).toMatchObject({ format: "nuget-1", ecosystem: "NuGet" });
  expect(brief(inventory, "name", "version", "direct", "integrity", "ranges", "needs", "line")).toEqual([
    ["pkg:nuget/newtonsoft.json@13.0.3", "Newtonsoft.Json", "13.0.3", true, "sha512-aaa=", ["[13.0.1, )"], [], 5],
    [
      "pkg:nuget/serilog@3.1.1",
      "Serilog",
      "3.1.1",
      true,
      "sha512-ccc=",
      ["[3.0.0, 4.0.0)"],
      ["pkg:nuget/system.core@5.1.0"],
      11,
    ],
    [
      "pkg:nuget/system.core@5.1.0",
      "System.Core",
      "5.1.0",
      false,
      "sha512-bbb=",
      undefined,
      ["pkg:nuget/microsoft.netcore.platforms@1.1.0"],
      20,
    ],
    [
      "pkg:nuget/microsoft.netcore.platforms@1.1.0",
      "Microsoft.NETCore.Platforms",
      "1.1.0",
      false,
      "sha512-ddd=",
      undefined,
      [],
      28,
    ],
  ]);
});

test("version 2 has what is managed in one place; others are not known", () => {
  const managed = { type: "CentralTransitive", requested: "[1.0.0, )", resolved: "1.2.0", contentHash: "x=" };
  expect(brief(read({ version: 2, dependencies: { "net8.0": { A: managed } } }), "direct")).toEqual([
    ["pkg:nuget/a@1.2.0", false],
  ]);
  expect(() => read({ version: 3, dependencies: {} })).toThrow(/version of the format is not known/);
  expect(() => read([])).toThrow(/version of the format is not known/);
});
