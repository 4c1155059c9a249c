import type { Project } from "./project.ts";
import { zipOf } from "./zip.ts";

/** A wheel that holds nothing but what it says of itself. */
const wheel = (
  name: string,
  version: string,
  needs: readonly string[] = [],
  extras: readonly string[] = [],
): [string, Buffer] => {
  const about = `${name.replace(/[-.]+/g, "_")}-${version}`;
  const info = `${about}.dist-info`;
  return [
    `wheels/${about}-py3-none-any.whl`,
    zipOf({
      [`${info}/METADATA`]: [
        "Metadata-Version: 2.1",
        `Name: ${name}`,
        `Version: ${version}`,
        ...extras.map((extra) => `Provides-Extra: ${extra}`),
        ...needs.map((need) => `Requires-Dist: ${need}`),
        "",
      ].join("\n"),
      [`${info}/WHEEL`]: "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
      [`${info}/RECORD`]: "",
    }),
  ];
};

export const WHEELS: Readonly<Record<string, Buffer>> = Object.fromEntries([
  wheel(
    "Web.Frame",
    "3.0.2",
    ["werk>=3", "tmpl>=3.1", "colour>=0.4; sys_platform == 'win32'", "dotenv; extra == 'dotenv'"],
    ["dotenv"],
  ),
  wheel("werk", "3.0.1"),
  wheel("werk", "4.0.0"),
  wheel("tmpl", "3.1.3", ["mark-up>=2"]),
  wheel("mark-up", "2.1.5"),
  wheel("mark-up", "3.0.0"),
  wheel("colour", "0.4.6"),
  wheel("dotenv", "1.0.1"),
  wheel("tester", "8.2.0rc1", ["plug>=1.5"]),
  wheel("plug", "1.5.0"),
  wheel("local-build", "1.0+cpu"),
  wheel("post", "2.9.0.post0"),
  wheel("epoch", "1!2.0"),
]);

interface Report {
  readonly install: readonly { readonly metadata: { readonly name: string; readonly version: string } }[];
}

const canonical = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, "-");

const pip = (name: string, project: Pick<Project, "files"> & Partial<Project>): Project => ({
  name: `pip-${name}`,
  programs: ["python3"],
  works: "python3 -m pip install --help | grep -q -- --report",
  lockfile: "requirements.txt",
  lock: "true",
  ask: "python3 -m pip install --quiet --dry-run --ignore-installed --no-index --find-links ../wheels --report - -r requirements.txt",
  parse: (out) => ({
    packages: (JSON.parse(out) as Report).install.map(
      ({ metadata }) => `${canonical(metadata.name)}@${metadata.version}`,
    ),
  }),
  keep: [],
  version: "python3 -m pip --version | cut -d ' ' -f 1,2",
  ...project,
  files: (here) => ({ ...WHEELS, ...project.files(here) }),
});

export const pipProjects: readonly Project[] = [
  pip("by-hand", {
    elsewhere: ["colour@0.4.6"],
    files: () => ({
      "app/requirements.txt": [
        "# what the shop needs",
        "--prefer-binary",
        "web.frame[dotenv]==3.0.2 ; python_version >= '3.8'  # the framework",
        "WERK == 3.0.1",
        "tmpl===3.1.3; python_version>='3.8' and (sys_platform=='linux' or sys_platform=='darwin' or sys_platform=='win32')",
        "mark_up (==2.1.5)",
        "colour==0.4.6; sys_platform == 'win32'",
        "dotenv==1.0.1 \\",
        "  ; python_version >= '3.8'",
        "tester == 8.2.0rc1",
        "plug==1.5.0",
        "local-build==1.0+cpu",
        "post==2.9.0.post0",
        "epoch==1!2.0",
        "",
      ].join("\n"),
    }),
  }),
  pip("frozen", {
    files: () => ({ "app/requirements.in": "Web.Frame[dotenv]\ntester==8.2.0rc1\nlocal-build\npost\nepoch\n" }),
    lock: [
      "python3 -m venv --without-pip ../venv",
      "python3 -m pip --python ../venv/bin/python install --quiet --no-index --find-links ../wheels -r requirements.in",
      "python3 -m pip --python ../venv/bin/python freeze > requirements.txt",
    ].join("\n"),
  }),
  {
    ...pip("compiled", {
      programs: ["uv", "python3"],
      elsewhere: ["colour@0.4.6"],
      files: () => ({
        "app/requirements.in": "Web.Frame[dotenv]\ntester==8.2.0rc1\nlocal-build\n",
      }),
      lock: "uv --quiet --offline pip compile --universal --generate-hashes --no-index --find-links ../wheels --python-version 3.8 requirements.in -o requirements.txt",
    }),
    version: "uv --version | cut -d ' ' -f 1,2",
  },
];
