import { cp } from "node:fs/promises";
import { join } from "node:path";

export interface Chapter {
  /** Message of the commit. */
  readonly message: string;
  /** Folders, from the project's root, whose files are laid over each other. */
  readonly layers: readonly string[];
  /** What the pipeline makes of it. */
  readonly outcome: "success" | "rolled-back";
}

const EXAMPLE = join("examples", "render-neon");
const overlay = (name: string): string => join("action-tests", "e2e", "story", name);

/**
 * The example's first three releases: one that works, one that works and migrates, and one that passes its tests and
 * staging but needs the setting SENDER, which only staging has, so that it answers 500 in production.
 */
export const STORY: readonly [Chapter, Chapter, Chapter] = [
  { message: "Send reminders when they are due", layers: [EXAMPLE], outcome: "success" },
  { message: "Mark reminders as urgent", layers: [EXAMPLE, overlay("second")], outcome: "success" },
  {
    message: "Sign reminders with a sender",
    layers: [EXAMPLE, overlay("second"), overlay("third")],
    outcome: "rolled-back",
  },
];

/** Settings of the services beside DATABASE_URL, by environment, as a person would have made them at Render. */
export const SETTINGS = { staging: { SENDER: "Reminders of staging" }, production: {} } as const;

/** Writes a chapter's files into the working tree of a repository; `root` is the project's. */
export const writeChapter = async ({ layers }: Chapter, root: string, folder: string): Promise<void> => {
  for (const layer of layers) {
    await cp(join(root, layer), folder, {
      recursive: true,
      filter: (path) => !/[/\\]node_modules([/\\]|$)/.test(path),
    });
  }
};
