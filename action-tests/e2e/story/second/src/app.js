import { randomUUID } from "node:crypto";
import { log } from "./log.js";
import { page } from "./page.js";
import { addReminder, isReachable, listReminders, sentOn } from "./reminders.js";

const LONGEST_BODY = 10_000;

/** The web service as one request listener. `settings` are read once, `db` is a Drizzle database. */
export const createApp =
  ({ db, settings }) =>
  async (request, response) => {
    const send = (status, type, body) => response.writeHead(status, { "content-type": type }).end(body);
    const json = (status, value) => send(status, "application/json", `${JSON.stringify(value)}\n`);
    const route = `${request.method} ${new URL(request.url, "http://localhost").pathname}`;
    try {
      if (route === "GET /healthz") {
        await isReachable(db);
        return json(200, { status: "ok", commit: settings.commit });
      }
      if (route === "GET /") {
        const today = new Date().toISOString().slice(0, 10);
        const [reminders, sentToday] = await Promise.all([listReminders(db), sentOn(db, today)]);
        return send(200, "text/html; charset=utf-8", page({ reminders, sentToday, ...settings }));
      }
      if (route === "GET /api/reminders") return json(200, await listReminders(db));
      if (route === "POST /api/reminders" || route === "POST /reminders") {
        const given = await readReminder(request);
        if (given === undefined) return json(400, { error: "Give a text of at most 200 characters." });
        await addReminder(db, given);
        if (route === "POST /reminders") return response.writeHead(303, { location: "/" }).end();
        return json(201, given);
      }
      return json(404, { error: "There is nothing here." });
    } catch (error) {
      log(`${route} failed:`, error);
      return response.headersSent ? response.destroy() : json(500, { error: "This did not work." });
    }
  };

const readReminder = async (request) => {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) {
    body += chunk;
    if (body.length > LONGEST_BODY) return undefined;
  }
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  const fields = isForm ? Object.fromEntries(new URLSearchParams(body)) : parsed(body);
  const text = typeof fields?.text === "string" ? fields.text.trim() : "";
  if (text === "" || text.length > 200) return undefined;
  const seconds = Number(fields.inSeconds ?? 60);
  const dueAt = new Date(Date.now() + (Number.isFinite(seconds) ? seconds : 60) * 1000);
  return { id: randomUUID(), text, dueAt, urgent: String(fields.urgent) === "true" };
};

const parsed = (body) => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
