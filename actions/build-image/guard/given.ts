import type { Instruction } from "../../../shared/domain/dockerfile.ts";
import type { ImagePlan } from "../ports.ts";
import { isSecretByName, NAMED } from "./named.ts";
import { type Detector, type Place, placesOf } from "./place.ts";

/** What is wrong with values that end up in the image's configuration or in its history. */
function inValue(where: string, name: string, value: string, { find }: Detector): readonly Place[] {
  const leaks = placesOf(find(value), where);
  if (leaks.length > 0) return leaks.slice(0, 1);
  // Some shapes are only known together with their name.
  const together = placesOf(find(`${name}=${value}`), where);
  if (together.length > 0) return together.slice(0, 1);
  return isSecretByName(name, value) ? [{ where, what: NAMED }] : [];
}

/** `NAME=value` words; `NAME value`, ENV's old form, is one pair. */
function assignments(text: string): readonly (readonly [name: string, value: string])[] {
  const old = /^([A-Za-z_][\w.-]*)[ \t]+(.+)$/s.exec(text);
  if (old !== null && !/^\S*=/.test(text)) return [[old[1] ?? "", old[2] ?? ""]];
  return [...text.matchAll(/([A-Za-z_][\w.-]*)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s"'\\]|\\.)*)/gs)].map((match) => [
    match[1] ?? "",
    match[2] ?? "",
  ]);
}

function inInstruction(instruction: Instruction, file: string, detector: Detector): readonly Place[] {
  const { name, text, flags, heredocs, line } = instruction;
  const where = `${file}, line ${line} (${name})`;
  if (name === "ARG" || name === "ENV" || name === "LABEL") {
    return assignments(text).flatMap(([key, value]) =>
      inValue(`${file}, line ${line} (${name} ${key})`, key, value, detector),
    );
  }
  const whole = [...flags.map(([flag, value]) => `--${flag}=${value}`), text, ...heredocs].join("\n");
  return detector.find(whole).map(({ what }) => ({ where, what }));
}

/** Build arguments, labels, annotations and the Dockerfile itself. */
export function inPlan(plan: ImagePlan, detector: Detector): readonly Place[] {
  const { dockerfile, dockerfilePath: file } = plan;
  const pairs = (values: Readonly<Record<string, string>>, kind: string) =>
    Object.entries(values).flatMap(([name, value]) => inValue(`the ${kind} ${name}`, name, value, detector));
  const instructions = [...dockerfile.globals, ...dockerfile.stages.flatMap((stage) => stage.instructions)];
  return [
    ...pairs(plan.buildArgs, "build argument"),
    ...pairs(plan.labels, "label"),
    ...pairs(plan.annotations, "annotation"),
    ...instructions.flatMap((each) => inInstruction(each, file, detector)),
  ];
}

/** What is no secret, but lets others decide what is in the image. */
export function warningsOf({ dockerfile, dockerfilePath: file }: ImagePlan): readonly string[] {
  return dockerfile.stages.flatMap(({ image, line, instructions }) => [
    ...(image === undefined || image.includes("@sha256:")
      ? []
      : [`${file}, line ${line}: FROM ${image} means another image tomorrow. Pin it: \`${image}@sha256:…\`.`]),
    ...instructions
      .filter(
        ({ name, text, flags }) =>
          name === "ADD" && /(?:^|[\s"])http:\/\//.test(text) && !flags.some(([flag]) => flag === "checksum"),
      )
      .map(
        (add) =>
          `${file}, line ${add.line}: ADD fetches over http, where anybody on the way can change it. Use https and \`--checksum=sha256:…\`.`,
      ),
  ]);
}
