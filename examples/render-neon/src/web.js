import { createServer } from "node:http";
import { createApp } from "./app.js";
import { connect } from "./database.js";
import { log } from "./log.js";
import { readSettings } from "./settings.js";

const settings = readSettings(process.env);
const { db, close } = connect(settings.databaseUrl);
const server = createServer(createApp({ db, settings }));

server.listen(settings.port, () => log(`Commit ${settings.commit} listens on port ${settings.port}.`));

// Render sends SIGTERM once the new instance has the traffic: finish what was begun, then go.
process.once("SIGTERM", () => {
  server.close(() => void close());
  server.closeIdleConnections();
});
