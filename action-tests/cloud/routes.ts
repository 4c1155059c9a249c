export interface Incoming {
  readonly method: string;
  /** Pathname as it arrived, with the prefix and still percent-encoded. */
  readonly path: string;
  /** Decoded values of `:name` and `*name`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when the body is empty or of another type. */
  readonly body: unknown;
  readonly raw: Buffer;
  /** The connection was cut in the middle of the body: `raw` is what came before. */
  readonly cut?: boolean;
}

export interface Reply {
  readonly status: number;
  /** Sent as JSON; absent means an empty body. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`; give a content-type in `headers`. */
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: string;
  /** `/services/:id/deploys`; `:name` is one segment, a last `*name` is all the rest with its slashes. */
  readonly path: string;
  /** Replaces the server's prefix; "" for a route outside of it. */
  readonly prefix?: string;
  /** False for what the vendor offers without describing it in its OpenAPI document. */
  readonly described?: boolean;
  readonly handler: (request: Incoming) => Reply | Promise<Reply>;
}

export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const match = (pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined => {
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (part.startsWith("*")) {
      params[part.slice(1)] = segments.slice(index).map(decode).join("/");
      return params;
    }
    if (part.startsWith(":")) {
      if (segment === "") return undefined;
      params[part.slice(1)] = decode(segment);
    } else if (part !== decode(segment)) return undefined;
  }
  return pattern.length === segments.length ? params : undefined;
};

/** The first route that fits, in the order of the table. HEAD is served by the route of GET. */
export const routeTable = (prefix: string, routes: readonly Route[]) => {
  const table = routes.map((route) => ({ route, pattern: `${route.prefix ?? prefix}${route.path}`.split("/") }));
  return (method: string, path: string): Found | undefined => {
    const wanted = method === "HEAD" ? "GET" : method;
    const segments = path.split("/");
    for (const { route, pattern } of table) {
      if (route.method !== wanted) continue;
      const params = match(pattern, segments);
      if (params) return { route, params };
    }
    return undefined;
  };
};
