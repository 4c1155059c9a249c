import { DIRECT, json, lines, of, type Package, table, type Writer } from "./lockfile-packages.ts";

export const goMod: Writer = (all) =>
  lines(
    "module example.com/shop",
    "",
    "go 1.22",
    "",
    "require (",
    ...all.map((one, index) => `\tgithub.com/acme/${one.name} v${one.version}${index < DIRECT ? "" : " // indirect"}`),
    ")",
  );

export const cargo: Writer = (all) =>
  lines(
    "version = 4",
    ...all.map((one) =>
      lines(
        "",
        "[[package]]",
        `name = "${one.name}"`,
        `version = "${one.version}"`,
        'source = "registry+https://github.com/rust-lang/crates.io-index"',
        `checksum = "${one.sha256}"`,
        one.needs.length === 0
          ? []
          : ["dependencies = [", ...one.needs.map((index) => ` "${of(all, index).name}",`), "]"],
      ),
    ),
    "",
    "[[package]]",
    'name = "shop"',
    'version = "1.0.0"',
    "dependencies = [",
    ...all.slice(0, DIRECT).map((one) => ` "${one.name}",`),
    "]",
  );

export const gemfile: Writer = (all) =>
  lines(
    "GEM",
    "  remote: https://rubygems.org/",
    "  specs:",
    ...all.flatMap((one) => [
      `    ${one.name} (${one.version})`,
      ...one.needs.map((index) => `      ${of(all, index).name} (>= 1.0)`),
    ]),
    "",
    "PLATFORMS",
    "  ruby",
    "",
    "DEPENDENCIES",
    ...all.slice(0, DIRECT).map((one) => `  ${one.name} (~> ${one.version})`),
    "",
    "CHECKSUMS",
    ...all.map((one) => `  ${one.name} (${one.version}) sha256=${one.sha256}`),
  );

export const composer: Writer = (all) =>
  json({
    packages: all.map((one) => ({
      name: `acme/${one.name}`,
      version: `v${one.version}`,
      source: { type: "git", url: `https://github.com/acme/${one.name}.git`, reference: one.sha256.slice(0, 40) },
      dist: {
        type: "zip",
        url: `https://api.github.com/repos/acme/${one.name}/zipball/${one.sha256.slice(0, 40)}`,
        reference: one.sha256.slice(0, 40),
        shasum: "",
      },
      require: { php: ">=8.1", ...table(one.needs, (index) => [`acme/${of(all, index).name}`, "^1.0"]) },
      type: "library",
      license: ["MIT"],
      "notification-url": "https://packagist.org/downloads/",
      description: "What it is for",
    })),
    "packages-dev": [],
  });

/** Half of them by `dependencyManagement` and a property each, as large projects have it. */
export const maven: Writer = (all) => {
  const named = (one: Package, version: string): string[] => [
    "    <dependency>",
    "      <groupId>com.acme</groupId>",
    `      <artifactId>${one.name}</artifactId>`,
    ...(version === "" ? [] : [`      <version>${version}</version>`]),
    "    </dependency>",
  ];
  const half = all.slice(0, all.length / 2);
  return lines(
    '<project xmlns="http://maven.apache.org/POM/4.0.0">',
    "  <groupId>com.acme</groupId>",
    "  <artifactId>shop</artifactId>",
    "  <version>1.0.0</version>",
    "  <properties>",
    ...half.map((one) => `    <${one.name}.version>${one.version}</${one.name}.version>`),
    "  </properties>",
    "  <dependencyManagement><dependencies>",
    ...half.map((one) => lines(named(one, `\${${one.name}.version}`))),
    "  </dependencies></dependencyManagement>",
    "  <dependencies>",
    ...all.map((one, index) => lines(named(one, index < half.length ? "" : one.version))),
    "  </dependencies>",
    "</project>",
  );
};

export const gradle: Writer = (all) =>
  lines(
    "# This is a Gradle generated file for dependency locking.",
    ...all.map((one) => `com.acme:${one.name}:${one.version}=compileClasspath,runtimeClasspath,testRuntimeClasspath`),
    "empty=annotationProcessor",
  );

export const nuget: Writer = (all) =>
  json({
    version: 1,
    dependencies: {
      "net8.0": Object.fromEntries(
        all.map((one, index) => [
          `Acme.${one.name}`,
          {
            type: index < DIRECT ? "Direct" : "Transitive",
            ...(index < DIRECT ? { requested: `[${one.version}, )` } : {}),
            resolved: one.version,
            contentHash: one.sha512,
            dependencies: table(one.needs, (other) => [`Acme.${of(all, other).name}`, of(all, other).version]),
          },
        ]),
      ),
    },
  });
