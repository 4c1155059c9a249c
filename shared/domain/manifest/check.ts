import { findCycle } from "../graph.ts";
import { checkDatabase } from "./check-database.ts";
import { checkService } from "./check-service.ts";
import { alternatives, type Draft } from "./draft.ts";
import { gateOf } from "./gate.ts";
import type { Report } from "./problem.ts";
import { suggestion } from "./suggest.ts";

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(" → ");

const checkCircle = (
  what: "services" | "environments",
  graph: ReadonlyMap<string, readonly string[]>,
  report: Report,
): void => {
  const [first, ...rest] = findCycle(graph) ?? [];
  if (first === undefined) return;
  const path = [what, first, "after"];
  report(
    path,
    "value",
    `These ${what} wait for each other: ${quoted([first, ...rest])}`,
    "Remove one `after` of the circle.",
  );
};

const checkOrder = ({ services, names }: Draft, report: Report): void => {
  for (const [name, { after = [] }] of services) {
    for (const [index, earlier] of after.entries()) {
      const path = ["services", name, "after", index];
      const others = alternatives(earlier, names.services);
      if (after.indexOf(earlier) < index)
        report(path, "value", `\`${earlier}\` is named twice`, "Remove one of the two.");
      else if (earlier === name)
        report(path, "value", `\`${name}\` cannot come after itself`, "Remove it from the list.");
      else if (others !== undefined) {
        const fix = suggestion(
          earlier,
          others.filter((other) => other !== name),
          "Remove it from the list.",
        );
        report(path, "value", `There is no service \`${earlier}\``, fix);
      }
    }
  }
  const graph = new Map([...services].map(([name, { after = [] }]) => [name, after.filter((other) => other !== name)]));
  checkCircle("services", graph, report);
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
    const others = after === undefined ? undefined : alternatives(after, names.environments);
    if (others === undefined) continue;
    const fix = suggestion(
      `${after}`,
      others.filter((other) => other !== name),
      "Remove this line.",
    );
    report(["environments", name, "after"], "value", `There is no environment \`${after}\``, fix);
  }
  const graph = new Map([...environments].map(([name, { after }]) => [name, after === undefined ? [] : [after]]));
  checkCircle("environments", graph, report);
};

const checkGate = ({ gate }: Draft, report: Report): void => {
  const { successes, interval, deadline } = gateOf(gate);
  const least = (successes - 1) * interval;
  if (least < deadline) return;
  const path = gate?.deadline === undefined ? ["gate"] : ["gate", "deadline"];
  report(
    path,
    "value",
    `${successes} successes every ${interval} s take ${least} s, and the gate ends after ${deadline} s`,
    least < 10_000
      ? `Write \`deadline: ${Math.ceil(least) * 2}\`.`
      : "Write fewer `successes` or a shorter `interval`.",
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
