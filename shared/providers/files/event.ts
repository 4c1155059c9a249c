import { readFile } from "node:fs/promises";

/** The payload of the event that started the run, from the file that the runner names; undefined when there is none to read. */
export async function readEventPayload(path: string | undefined): Promise<unknown> {
  if (path === undefined || path === "") return undefined;
  try {
    return JSON.parse(await readFile(path, "utf8")) as unknown;
  } catch {
    return undefined;
  }
}
