import { findCycle } from "../graph.ts";
import { checkDatabase } from "./check-database.ts";
import { checkService } from "./check-service.ts";
import { type Draft, isKnown } from "./draft.ts";
import type { Report } from "./problem.ts";
import { suggestion } from "./suggest.ts";

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(" → ");

const checkOrder = ({ services, names }: Draft, report: Report): void => {
  for (const [name, { after = [] }] of services) {
    for (const [index, earlier] of after.entries()) {
      const path = ["services", name, "after", index];
      const others = (names.services ?? []).filter((other) => other !== name);
      if (after.indexOf(earlier) < index)
        report(path, "value", `\`${earlier}\` is named twice`, "Remove one of the two.");
      else if (earlier === name)
        report(path, "value", `\`${name}\` cannot come after itself`, "Remove it from the list.");
      else if (!isKnown(earlier, names.services)) {
        report(
          path,
          "value",
          `There is no service \`${earlier}\``,
          suggestion(earlier, others, "Remove it from the list."),
        );
      }
    }
  }
  const graph = new Map(
    [...services].map(([name, { after = [] }]) => [name, after.filter((earlier) => earlier !== name)]),
  );
  const cycle = findCycle(graph);
  if (cycle !== undefined) {
    const [first = ""] = cycle;
    report(
      ["services", first, "after"],
      "value",
      `These services wait for each other: ${quoted(cycle)}`,
      "Remove one `after` of the circle.",
    );
  }
};

const checkIds = ({ services }: Draft, report: Report): void => {
  const owners = new Map<string, string>();
  for (const [name, { ids }] of services) {
    for (const [environment, id] of Object.entries(ids)) {
      const owner = owners.get(id);
      const here = `${name} in ${environment}`;
      if (owner === undefined) owners.set(id, here);
      else
        report(
          ["services", name, "ids", environment],
          "value",
          `\`${id}\` is already the id of ${owner}`,
          `Give ${here} the id of its own service.`,
        );
    }
  }
};

const checkEnvironments = ({ environments, names }: Draft, report: Report): void => {
  const spelled = new Map<string, string>();
  for (const name of environments.keys()) {
    const other = spelled.get(name.toLowerCase());
    if (other !== undefined) {
      report(
        ["environments", name],
        "key",
        `\`${name}\` is the same environment as \`${other}\` to GitHub`,
        "Keep one of the two.",
      );
    }
    spelled.set(name.toLowerCase(), name);
  }
  for (const [name, { after }] of environments) {
    if (after === undefined || isKnown(after, names.environments)) continue;
    const others = (names.environments ?? []).filter((other) => other !== name);
    report(
      ["environments", name, "after"],
      "value",
      `There is no environment \`${after}\``,
      suggestion(after, others, "Remove this line."),
    );
  }
  const graph = new Map([...environments].map(([name, { after }]) => [name, after === undefined ? [] : [after]]));
  const cycle = findCycle(graph);
  if (cycle !== undefined) {
    const [first = ""] = cycle;
    report(
      ["environments", first, "after"],
      "value",
      `These environments wait for each other: ${quoted(cycle)}`,
      "Remove one `after` of the circle.",
    );
  }
};

const checkGate = ({ gate }: Draft, report: Report): void => {
  const { successes = 3, interval = 2, deadline = 300 } = gate ?? {};
  const least = (successes - 1) * interval;
  if (least < deadline) return;
  const path = gate?.deadline === undefined ? ["gate"] : ["gate", "deadline"];
  report(
    path,
    "value",
    `${successes} successes every ${interval} s take ${least} s, and the gate ends after ${deadline} s`,
    `Write \`deadline: ${Math.ceil(least) * 2}\`.`,
  );
};

/** Everything that a schema cannot see: names that point nowhere, circles, things that contradict each other. */
export const check = (draft: Draft, report: Report): void => {
  checkOrder(draft, report);
  checkIds(draft, report);
  for (const [name, service] of draft.services) checkService(name, service, draft, report);
  checkDatabase(draft, report);
  checkEnvironments(draft, report);
  checkGate(draft, report);
};

/** Worth saying, but no reason to stop. */
export const advise = ({ services }: Draft): readonly string[] =>
  [...services]
    .filter(([, { checks = [] }]) => checks.length > 0 && checks.every((one) => one["version-path"] === undefined))
    .map(
      ([name]) =>
        `No check of the service \`${name}\` has a \`version-path\`: an old instance that still answers cannot be told from the new one.`,
    );
