import type { Moment } from "../postgres/backup.ts";
import { moment } from "./lookups.ts";
import { unprocessable, wrong } from "./refusal.ts";
import type { Branch, World } from "./world.ts";

/**
 * The moment of a branch's past that is asked for, if any. The emulator keeps the past of root branches only, by their
 * write-ahead log; asking for another's is answered like asking for what lies outside of the restore window.
 */
export const momentOf = (
  world: World,
  branch: Branch,
  asked: { readonly time: string | undefined; readonly lsn: string | undefined },
): Moment | undefined => {
  if (asked.time !== undefined && asked.lsn !== undefined) throw wrong("give a time or an LSN, not both");
  if (asked.time === undefined && asked.lsn === undefined) return undefined;
  const since = world.storage.rememberedSince(branch.id);
  if (!since) throw unprocessable("the requested time is outside of the restore window");
  if (asked.lsn !== undefined) {
    if (!/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/i.test(asked.lsn)) throw wrong("decode lsn: not an LSN");
    return { lsn: asked.lsn };
  }
  const time = moment(asked.time ?? "", "timestamp");
  const now = world.now().getTime();
  if (time.getTime() > now) throw wrong("the requested time is in the future");
  // Callers write seconds: the second in which the past begins belongs to it.
  const oldest = Math.max(now - world.limits.historySeconds * 1000, Math.floor(since.getTime() / 1000) * 1000);
  if (time.getTime() < oldest) throw unprocessable("the requested time is outside of the restore window");
  return { time };
};
