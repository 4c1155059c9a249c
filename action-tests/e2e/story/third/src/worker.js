import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "./database.js";
import { log } from "./log.js";
import { sendDue } from "./reminders.js";
import { readSettings } from "./settings.js";

const settings = readSettings(process.env);
const { db, close } = connect(settings.databaseUrl);
const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());

log(`Worker of commit ${settings.commit} starts.`);
while (!stop.signal.aborted) {
  try {
    for (const { text } of await sendDue(db)) log(`${settings.sender()} reminds you: ${text}`);
  } catch (error) {
    // One bad round is no reason to stop: what is due stays due.
    log("Nothing was sent in this round:", error);
  }
  await sleep(1000, undefined, { signal: stop.signal }).catch(() => {});
}
await close();
