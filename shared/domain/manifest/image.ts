import type { RawImage } from "./image-schema.ts";
import type { Image, Smoke } from "./types.ts";

const testOf = (raw: NonNullable<RawImage["smoke"]>): Smoke["test"] => {
  if (raw.http !== undefined) {
    return { kind: "http", path: raw.http, port: raw.port ?? 8080, statuses: raw["expect-status"] ?? [200] };
  }
  return raw.exec === undefined
    ? { kind: "exit", code: raw.exit ?? 0, command: raw.command ?? [] }
    : { kind: "exec", command: raw.exec };
};

/** An image with every default filled in. */
export const imageOf = (name: string, raw: RawImage): Image => {
  const { repository, context: written = ".", target, platforms = [], paths = [], smoke } = raw;
  const context = written.replace(/\/+$/, "").replace(/^(?:\.\/)+(?=.)/, "");
  return {
    name,
    repository,
    context,
    file: raw.file ?? (context === "." ? "Dockerfile" : `${context}/Dockerfile`),
    target,
    buildArgs: raw["build-args"] ?? {},
    platforms,
    paths,
    maxSize: raw["max-size"],
    maxGrowth: raw["max-growth"],
    smoke: smoke && { test: testOf(smoke), env: smoke.env ?? {}, timeout: smoke.timeout ?? 30 },
  };
};
