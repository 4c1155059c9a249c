import { join } from "node:path";
import postgres from "postgres";
import type { Binaries } from "./binaries.ts";
import { type Lifeline, startSupervised } from "./lifeline.ts";

/** Superuser of every cluster here. */
export const superuser = "cloud_admin";

export interface ServerOptions {
  readonly data: string;
  /** Folder of the unix socket. */
  readonly sockets: string;
  /** Number in the socket's name, and the TCP port where `tcp` is set. */
  readonly port: number;
  readonly tcp?: boolean;
  readonly password: string;
  readonly settings?: Readonly<Record<string, string>>;
}

export type Sql = ReturnType<typeof postgres>;

/** A running Postgres. */
export interface Server {
  readonly socket: string;
  readonly process: Lifeline;
  /** A superuser's connection, to be ended by the caller. */
  readonly connect: (database: string) => Sql;
  readonly stop: (how: "fast" | "now") => Promise<void>;
}

const small: Readonly<Record<string, string>> = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  shared_buffers: "16MB",
  max_connections: "60",
  max_wal_senders: "0",
  max_worker_processes: "0",
  max_logical_replication_workers: "0",
  dynamic_shared_memory_type: "mmap",
  autovacuum: "off",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  log_checkpoints: "off",
};

/** Starts Postgres over an existing cluster; it ends with this process. Takes tens of milliseconds. */
export const startServer = async (binaries: Binaries, options: ServerOptions): Promise<Server> => {
  const { data, sockets, port, password } = options;
  const settings = {
    ...small,
    listen_addresses: options.tcp === true ? "127.0.0.1" : "",
    unix_socket_directories: sockets,
    port: String(port),
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const command = [join(binaries.folder, "bin", "postgres"), "-D", data, ...flags];
  const server = startSupervised(command, { identity: binaries.identity, cwd: sockets });
  await server.said("database system is ready to accept connections");
  const socket = join(sockets, `.s.PGSQL.${port}`);
  return {
    socket,
    process: server,
    connect: (database) =>
      postgres({
        path: socket,
        user: superuser,
        password,
        database,
        max: 1,
        fetch_types: false,
        onnotice: () => undefined,
      }),
    stop: server.end,
  };
};

/** A superuser's connection for the length of some work. */
export const withConnection = async <T>(
  server: Server,
  database: string,
  work: (sql: Sql) => Promise<T>,
): Promise<T> => {
  const sql = server.connect(database);
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
};
