import { Failure } from "../../shared/action/failure.ts";
import type { Occasion } from "./event.ts";
import type { ReviewContext, Revisions } from "./ports.ts";

/** The two states that are compared, and where the rules are read. */
export interface Range {
  /** Undefined: everything in head counts as brought in. */
  readonly base: string | undefined;
  readonly head: string;
  /** The commit whose rules hold. */
  readonly rules: string;
  /** Whoever wrote the change must not rule over it. */
  readonly isJudgedByBase: boolean;
}

type Log = ReviewContext["log"];

/** Finds the commits; from the inputs where they are given, else from the event. */
export async function findRange(
  occasion: Occasion,
  { command, base: givenBase, head: givenHead }: ReviewContext["inputs"],
  revisions: Revisions,
  log: Log,
): Promise<Range> {
  const head = await revisions.find(givenHead ?? occasion.head);
  if (command === "baseline") return { base: undefined, head, rules: head, isJudgedByBase: false };
  const named = givenBase ?? occasion.base;
  const isJudgedByBase = occasion.kind === "pull-request" || occasion.kind === "merge-group" || givenBase !== undefined;
  if (named !== undefined) {
    const tip = await findBase(
      named,
      { head, isOptional: givenBase === undefined && occasion.kind === "push" },
      revisions,
      log,
    );
    if (tip === undefined) return { base: await parentOf(head, revisions), head, rules: head, isJudgedByBase: false };
    // What others brought into the base meanwhile is not this change's doing.
    const base =
      occasion.kind === "push" && givenBase === undefined ? tip : ((await revisions.mergeBase(tip, head)) ?? tip);
    return { base, head, rules: isJudgedByBase ? tip : head, isJudgedByBase };
  }
  if (occasion.kind === "pull-request" || occasion.kind === "merge-group") throw unknownBase();
  const tip = await revisions.find(occasion.defaultBranch).catch(() => undefined);
  const base = tip === undefined ? undefined : await revisions.mergeBase(tip, head);
  return {
    base: base === undefined || base === head ? await parentOf(head, revisions) : base,
    head,
    rules: head,
    isJudgedByBase: false,
  };
}

/** A force push may have left its former commit to nobody; then its parent has to do. */
async function findBase(
  named: string,
  { head, isOptional }: { readonly head: string; readonly isOptional: boolean },
  revisions: Revisions,
  log: Log,
): Promise<string | undefined> {
  try {
    return await revisions.find(named);
  } catch (thrown) {
    if (!isOptional || !(thrown instanceof Failure) || thrown.code !== "SLIP-DEPS-BASE") throw thrown;
    log.warning(`${named}, which the branch was at before, is gone; ${head} is compared with its own parent.`);
    return undefined;
  }
}

const parentOf = (head: string, revisions: Revisions): Promise<string | undefined> => revisions.parent(head);

const unknownBase = (): Failure =>
  new Failure("SLIP-DEPS-BASE", "The event names no commit to compare with.", {
    blame: "user",
    state: "Nothing was judged.",
    next: "Give `base`, such as the name of the branch that the change goes to.",
  });
