/** What is wrong with a value, in words. */
export type Check = (schema: unknown, value: unknown) => string[];

export interface Operation {
  readonly method: string;
  readonly segments: readonly string[];
  readonly body: unknown;
  readonly bodyRequired: boolean;
  readonly query: ReadonlyMap<string, { readonly required: boolean; readonly schema: unknown }>;
  readonly answers: ReadonlyMap<string, { readonly schema: unknown }>;
}

export const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** Follows `#/…` references until something else is found. */
const resolve = (document: unknown, node: unknown): Readonly<Record<string, unknown>> => {
  let current = asRecord(node);
  for (let depth = 0; depth < 20 && typeof current["$ref"] === "string"; depth++) {
    let target: unknown = document;
    for (const key of current["$ref"].split("/").slice(1)) {
      target = asRecord(target)[key.replaceAll("~1", "/").replaceAll("~0", "~")];
    }
    current = asRecord(target);
  }
  return current;
};

const jsonOf = (content: unknown): unknown => {
  for (const [type, media] of Object.entries(asRecord(content))) {
    if (/json/.test(type)) return asRecord(media)["schema"];
  }
  return undefined;
};

const methods = ["get", "post", "put", "patch", "delete", "head"];

/** Every operation of an OpenAPI 3.0 document. */
export const readOperations = (document: unknown): readonly Operation[] => {
  const operations: Operation[] = [];
  for (const [path, item] of Object.entries(asRecord(asRecord(document)["paths"]))) {
    for (const method of methods) {
      const operation = asRecord(item)[method];
      if (operation === undefined) continue;
      const shared = asRecord(item)["parameters"];
      const own = asRecord(operation)["parameters"];
      const parameters = [...(Array.isArray(shared) ? shared : []), ...(Array.isArray(own) ? own : [])]
        .map((parameter) => resolve(document, parameter))
        .filter((parameter) => parameter["in"] === "query");
      const requestBody = resolve(document, asRecord(operation)["requestBody"]);
      operations.push({
        method: method.toUpperCase(),
        segments: path.split("/"),
        body: jsonOf(requestBody["content"]),
        bodyRequired: requestBody["required"] === true,
        query: new Map(
          parameters.map((parameter) => [
            String(parameter["name"]),
            { required: parameter["required"] === true, schema: parameter["schema"] ?? {} },
          ]),
        ),
        answers: new Map(
          Object.entries(asRecord(asRecord(operation)["responses"])).map(([status, answer]) => [
            status,
            { schema: jsonOf(resolve(document, answer)["content"]) },
          ]),
        ),
      });
    }
  }
  return operations;
};

const isParameter = (segment: string) => segment.includes("{");

/** Last parameters whose values hold slashes. */
const spanning = new Set(["{path}", "{ref}", "{basehead}", "{dir}"]);

/** The operation with the most literal segments. */
export const findOperation = (
  operations: readonly Operation[],
  method: string,
  path: string,
): Operation | undefined => {
  const segments = path.split("/");
  const fits = (operation: Operation, greedy: boolean) =>
    operation.method === (method === "HEAD" ? "GET" : method) &&
    (greedy
      ? operation.segments.length < segments.length && spanning.has(operation.segments.at(-1) ?? "")
      : operation.segments.length === segments.length) &&
    operation.segments.every((part, index) => (isParameter(part) ? segments[index] !== "" : part === segments[index]));
  const literals = (operation: Operation) => operation.segments.filter((part) => !isParameter(part)).length;
  for (const greedy of [false, true]) {
    const found = operations.filter((operation) => fits(operation, greedy));
    if (found.length > 0) return found.reduce((best, next) => (literals(next) > literals(best) ? next : best));
  }
  return undefined;
};

/** Query strings are text: a value fits when it fits as text, number, boolean or comma list. */
export const queryProblems = (operation: Operation, query: URLSearchParams, check: Check): string[] => {
  const problems: string[] = [];
  for (const name of new Set(query.keys())) {
    const declared = operation.query.get(name) ?? operation.query.get(name.replace(/\[\]$/, ""));
    if (!declared) {
      problems.push(`query: unknown parameter ${name}`);
      continue;
    }
    const texts = query.getAll(name);
    const readings = texts.flatMap((text): unknown[] => [text, Number(text), text === "true", text.split(",")]);
    if (![...readings, texts].some((reading) => check(declared.schema, reading).length === 0)) {
      problems.push(`query: ${name}=${texts.join(",")} does not fit`);
    }
  }
  for (const [name, { required }] of operation.query) {
    if (required && !query.has(name) && !query.has(`${name}[]`)) problems.push(`query: ${name} is missing`);
  }
  return problems;
};

/** Keys that no branch of an object schema knows: a vendor ignores them, so a misspelt one goes unnoticed. */
export const unknownKeys = (components: unknown, schema: unknown, body: unknown): readonly string[] => {
  if (Array.isArray(body)) return [];
  const known = new Set<string>();
  let open = false;
  const visit = (node: unknown, depth: number): void => {
    const found = resolve({ components }, node);
    if (depth > 10) return;
    if (found["additionalProperties"] !== undefined && found["additionalProperties"] !== false) open = true;
    for (const name of Object.keys(asRecord(found["properties"]))) known.add(name);
    for (const key of ["allOf", "oneOf", "anyOf"]) {
      const branches = found[key];
      if (Array.isArray(branches)) for (const branch of branches) visit(branch, depth + 1);
    }
  };
  visit(schema, 0);
  return open || known.size === 0 ? [] : Object.keys(asRecord(body)).filter((key) => !known.has(key));
};
