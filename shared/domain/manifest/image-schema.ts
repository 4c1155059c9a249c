import * as z from "zod";
import { AMOUNT, GROWTH } from "../size.ts";
import { formed, inside, seconds, text } from "./fields.ts";

const IMAGE = /^[a-z0-9.-]+(?::\d{1,5})?(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)+$/;
const PLATFORM = /^[a-z0-9]+\/[a-z0-9]+(?:\/[a-z0-9]+)?$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

const variables = (description: string, example: object) =>
  z
    .record(
      z.string().regex(VARIABLE, { error: "must be letters, digits and `_`" }),
      z
        .string()
        .max(4000)
        .meta({ description: "Value", examples: ["20"] }),
    )
    .meta({ description, examples: [example] });
const words = (description: string, ...example: string[]) =>
  z
    .array(text("Word", ...example))
    .min(1)
    .meta({ description, examples: [example] });

/** What an image has to do before a tag that people deploy from moves to it. */
export const smoke = z
  .strictObject({
    http: formed(/^\/[^\s]{0,2000}$/, "must begin with `/`", "Path that must answer", "/healthz").optional(),
    port: z
      .int()
      .min(1)
      .max(65_535)
      .meta({ description: "Port it listens on; 8080 when absent", examples: [8080] })
      .optional(),
    "expect-status": z
      .array(z.int().min(100).max(599))
      .min(1)
      .meta({ description: "Statuses that are right; 200 when absent", examples: [[200]] })
      .optional(),
    exec: words("Command that must succeed inside the running container", "/app", "--check").optional(),
    exit: z
      .int()
      .min(0)
      .max(255)
      .meta({ description: "Code that the container must end with", examples: [0] })
      .optional(),
    command: words("Arguments of the container, for `exit`", "--version").optional(),
    env: variables("Environment of the container", { PORT: "8080" }).optional(),
    timeout: seconds("Seconds for the whole test; 30 when absent", 600, 30).optional(),
  })
  .refine((raw) => [raw.http, raw.exec, raw.exit].filter((way) => way !== undefined).length === 1, {
    error: "must have one of `http`, `exec` and `exit`",
  })
  .meta({ description: "Test of the image before its tags move", examples: [{ http: "/healthz", port: 8080 }] });

/** One image of the manifest, or of the input `images`. */
export const image = z
  .strictObject({
    repository: formed(
      IMAGE,
      "must be a lower-case image name with its registry, without tag or digest",
      "Image without tag",
      "ghcr.io/acme/shop",
    ),
    context: inside("Folder that the build sees; the repository when absent", ".").optional(),
    file: inside(
      "Dockerfile, from the root of the repository; the one in the context when absent",
      "Dockerfile",
    ).optional(),
    target: formed(/^[A-Za-z0-9][\w.-]{0,127}$/, "must be the name of a stage", "Stage to build", "release").optional(),
    "build-args": variables("Build arguments; never secrets, they are stored in the image", {
      NODE_VERSION: "24",
    }).optional(),
    platforms: z
      .array(formed(PLATFORM, "must be an operating system and an architecture", "Platform", "linux/amd64"))
      .min(1)
      .meta({ description: "Platforms; the builder's own when absent", examples: [["linux/amd64", "linux/arm64"]] })
      .optional(),
    paths: z
      .array(inside("Folder or pattern", "packages/api"))
      .min(1)
      .meta({
        description:
          "What it depends on, where its Dockerfile copies more; packages of the workspace bring those that they need",
        examples: [["packages/api"]],
      })
      .optional(),
    "max-size": formed(AMOUNT, "must be a size", "Largest compressed image", "250MB").optional(),
    "max-growth": formed(GROWTH, "must be a size or a percentage", "Most that it may grow at once", "10%").optional(),
    smoke: smoke.optional(),
  })
  .meta({ description: "One image to build", examples: [{ repository: "ghcr.io/acme/shop" }] });

export type RawImage = z.infer<typeof image>;
