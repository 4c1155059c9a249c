import { Failure } from "../../shared/action/failure.ts";
import type { Desk } from "./desk.ts";

/** The number of the pull request whose preview it is; undefined when it is none. */
export async function previewNumber({ context: { inputs, run }, ports }: Desk): Promise<number | undefined> {
  const { preview, headSha } = inputs;
  if (preview === undefined) return undefined;
  if (headSha !== undefined && inputs.command === "publish") {
    // A number that came with a packed site is its author's word; the commit is not.
    const found = (await ports.pulls().ofHead(headSha)).map(({ number }) => number);
    const [number] = preview === "auto" ? found : found.filter((other) => other === Number(preview));
    if (number !== undefined && (preview !== "auto" || found.length === 1)) return number;
    throw new Failure("SLIP-DOCS-NOT-FOUND", `${described(found)} has ${headSha.slice(0, 7)} as its head.`, {
      blame: "user",
      state: "Nothing was published.",
      next: "The pull request got newer commits or was closed: its next run publishes the preview. Where several have the same head, give `preview` a number.",
    });
  }
  if (preview !== "auto") return Number(preview);
  const [, number] = /^refs\/pull\/(\d+)\//.exec(run.ref) ?? [];
  if (number !== undefined) return Number(number);
  const found = await ports.pulls().ofHead(headSha ?? run.sha);
  const [pull] = found;
  if (pull !== undefined && found.length === 1) return pull.number;
  throw new Failure(
    "SLIP-DOCS-NOT-FOUND",
    `${described(found.map((one) => one.number))} has this commit as its head.`,
    {
      blame: "user",
      state: "Nothing was changed.",
      next: "Give `preview` the number of the pull request.",
    },
  );
}

const described = (numbers: readonly number[]): string =>
  numbers.length === 0
    ? "No open pull request"
    : `More than one open pull request (${numbers.map((one) => `#${one}`).join(", ")})`;
