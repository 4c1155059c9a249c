import { request } from "node:http";
import { connect } from "node:net";

/** One health check: a GET that has to answer 2xx or 3xx in time. Returns what was wrong, if anything. */
export const probeHttp = (port: number, path: string, timeout: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const probe = request({
      host: "127.0.0.1",
      port,
      path: path.startsWith("/") ? path : `/${path}`,
      agent: false,
      headers: { "user-agent": "Render/1.0" },
    });
    const timer = setTimeout(() => probe.destroy(new Error("timed out")), timeout);
    const end = (problem: string | undefined): void => {
      clearTimeout(timer);
      resolve(problem);
    };
    probe.on("error", (error) => end(`no answer: ${error.message}`));
    probe.on("response", (answer) => {
      const { statusCode = 0 } = answer;
      answer.resume();
      end(statusCode >= 200 && statusCode < 400 ? undefined : `HTTP status ${statusCode}`);
    });
    probe.end();
  });

/** Whether something listens. */
export const probePort = (port: number, timeout: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    const timer = setTimeout(() => socket.destroy(new Error("timed out")), timeout);
    const end = (problem: string | undefined): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(problem);
    };
    socket.on("error", (error) => end(error.message));
    socket.on("connect", () => end(undefined));
  });
