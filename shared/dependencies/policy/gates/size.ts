import { formatSize } from "../../../domain/size.ts";
import type { Footprint } from "../../footprint.ts";
import type { Policy } from "../types.ts";
import type { Draft } from "./subject.ts";

/** Newcomers that are named where all of them together are too large. */
const NAMED = 5;

/** What is too large for the limits of the rules, and what is there several times. */
export function sizeGates(footprint: Footprint, { most }: Pick<Policy, "most">): readonly Draft[] {
  return [...growth(footprint, most.growth), ...single(footprint, most.package), ...duplicates(footprint)];
}

function growth({ growth: bytes, newcomers }: Footprint, most: number | undefined): Draft[] {
  const [largest] = newcomers;
  if (most === undefined || bytes <= most || largest === undefined) return [];
  const named = newcomers
    .slice(0, NAMED)
    .map(({ dependency, bytes: own }) => `${dependency.name} ${dependency.version ?? ""} ${formatSize(own)}`);
  return [
    {
      rule: "size",
      dependency: largest.dependency,
      key: "growth",
      message: `The change adds ${formatSize(bytes)} in all, and ${formatSize(most)} are allowed. Largest: ${named.join(", ")}.`,
      advice: "Look whether a smaller package does.",
    },
  ];
}

function single({ newcomers }: Footprint, most: number | undefined): Draft[] {
  if (most === undefined) return [];
  return newcomers
    .filter(({ bytes, formerly = 0 }) => bytes > most && formerly <= most)
    .map(({ dependency, bytes, formerly }) => ({
      rule: "size",
      dependency,
      message: `It has ${formatSize(bytes)}${formerly === undefined ? "" : ` (${formatSize(formerly)} before)`}, and ${formatSize(most)} are allowed for one package.`,
      advice: "Look whether a smaller package does.",
    }));
}

const duplicates = ({ duplicates: found }: Footprint): Draft[] =>
  found.map(({ dependency, versions }) => ({
    rule: "duplicate",
    dependency,
    message: `${dependency.file} now has it in ${versions.length} versions: ${versions.slice(0, 10).join(", ")}.`,
    advice: "Look whether one version satisfies everything that needs it.",
  }));
