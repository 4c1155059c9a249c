import { short } from "../../shared/domain/revision.ts";
import { sentence } from "./ending.ts";
import type { Ports } from "./ports.ts";
import { type ServiceResult, rowOf } from "./service.ts";

/** The summary's table, and for each service that did not make it the reason and the end of its log. */
export function report(results: readonly ServiceResult[], environment: string | undefined, { summary }: Ports): void {
  summary.heading(environment === undefined ? "Deploy to Render" : `Deploy to Render: ${environment}`);
  summary.table(
    ["Service", "State", "Now", "Before", "Deploy", "Address"],
    results.map((result) => {
      const { name, state, deploy, commit, image, url, before } = rowOf(result);
      return [
        name,
        state,
        { code: short(image ?? commit ?? "") },
        { code: short(before?.image ?? before?.commit ?? "") },
        { code: deploy ?? "" },
        url === undefined ? "" : { link: url, to: url },
      ];
    }),
  );
  for (const result of results.filter(({ log }) => log !== undefined && log.length > 0)) {
    summary.paragraph(sentence(result)).code((result.log ?? []).join("\n"));
  }
}

/** Prints why services did not make it, with the end of their logs. */
export async function printLogs(results: readonly ServiceResult[], { log }: Ports): Promise<void> {
  for (const result of results) {
    const lines = result.log ?? [];
    if (lines.length === 0) continue;
    await log.group(`End of the log of ${result.target.name}`, async () => log.quote(lines.join("\n")));
  }
}
