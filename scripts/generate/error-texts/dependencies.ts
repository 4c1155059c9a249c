import type { Code } from "../../../shared/action/codes.ts";
import type { Text } from "./text.ts";

type Own = Extract<Code, `SLIP-DEPS-${string}`>;

export const dependencyTexts: Readonly<Record<Own, Text>> = {
  "SLIP-DEPS-BLOCKED": {
    means:
      "The change brings in packages that the rules refuse. Each is listed with its reason, the line of the lock file, and what to do.",
    steps: [
      "Follow the advice beside each finding: it names the smallest clean version and the command.",
      "If a finding is accepted, write an exception with a reason, an owner and a date into the configuration.",
    ],
  },
  "SLIP-DEPS-NOT-CHECKED": {
    means:
      "A source of facts did not answer, so that nobody can say whether these packages are clean. How many and why is in the message.",
    steps: ["Run the job again.", "Set `on-error: warn` if an outage must not hold up your work."],
  },
  "SLIP-DEPS-LOCKFILE": {
    means: "A lock file is broken, too large, or of a format that we do not know. Nothing that it names was asked for.",
    steps: [
      "Look at the line that the message names: marks of a merge conflict and keys that are there twice are the usual reasons.",
      "Write the file anew with its package manager, and commit it whole.",
    ],
  },
  "SLIP-DEPS-CONFIG": {
    means:
      "The file of rules and exceptions does not say what it has to. Every problem is listed with line and column.",
    steps: ["Correct the listed lines."],
  },
  "SLIP-DEPS-BASE": {
    means: "The commit to compare with is not known, or could not be fetched.",
    steps: [
      "Let the job have `permissions: contents: read`, or give a `github-token` that may read the repository, so that the base can be fetched.",
      "If the commit was overwritten by a force push, run the job again on the newest one.",
      "Give `base` and `head` when the event has neither.",
    ],
  },
};
