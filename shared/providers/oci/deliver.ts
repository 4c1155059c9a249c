import { Failure } from "../../action/failure.ts";
import { backoff } from "../../http/delay.ts";
import type { Patience } from "./patience.ts";
import { hasBlob, mountBlob, type OpenUpload, openUpload, sendBlob, type Sending } from "./upload.ts";

/** Uploads of one blob that are begun anew before we give up. */
const TRIES = 6;

/**
 * Brings one blob there, however often the connection is cut. `from`: repositories that may have it. `blindly`: the
 * registry says that it has the blob and then does not know it, so it is not asked.
 */
export const deliver = async (
  sending: Sending,
  { clock, signal, random }: Patience,
  { from = [], blindly = false }: { readonly from?: readonly string[]; readonly blindly?: boolean } = {},
): Promise<"present" | "mounted" | "sent"> => {
  if (!blindly && (await hasBlob(sending))) return "present";
  const sources = blindly ? [] : [...from];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (attempt > 0) {
      if (attempt === 1) await sending.cargo.check?.();
      await clock.sleep(backoff(attempt, false, random), signal);
      if (!blindly && (await hasBlob(sending))) return "sent";
    }
    let upload: OpenUpload | undefined;
    // Each repository is a question of its own; the answer to a mere "no" is an upload to go on with.
    for (const source of sources.splice(0)) {
      const answer = await mountBlob(sending, source);
      if (answer === "mounted") return "mounted";
      upload = answer ?? upload;
    }
    upload ??= await openUpload(sending);
    // What one way loses, the other may bring: not every registry takes pieces, nor every proxy large bodies.
    if ((await sendBlob(sending, upload, attempt % 2 === 1)) === "done") return "sent";
  }
  const { digest } = sending.cargo;
  const { registry, path } = sending.repository;
  throw new Failure("SLIP-REGISTRY-FAILED", `${registry} lost the blob ${digest} for ${path} ${TRIES} times.`, {
    blame: "provider",
    state: "No tag was moved.",
    next: "Run the job again: what arrived is not sent again. If it stays so, ask the registry's support.",
  });
};
