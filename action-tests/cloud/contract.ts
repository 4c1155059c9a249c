import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { toJsonSchema } from "./openapi-schema.ts";
import {
  asRecord,
  type Check,
  findOperation,
  type Operation,
  queryProblems,
  readOperations,
  unknownKeys,
} from "./operations.ts";

/** Checks single exchanges against one OpenAPI 3.0 document. Each function returns what is wrong, in words. */
export interface Contract {
  /** `path` without the server's prefix, as in the document. */
  readonly request: (method: string, path: string, query: URLSearchParams, body: unknown) => readonly string[];
  readonly answer: (method: string, path: string, status: number, body: unknown) => readonly string[];
}

/** The folder of API descriptions that lies beside the project, where there is one. They are not part of it. */
const specs = join(import.meta.dirname, "..", "..", "..", "shared", "specs");

/** Parsed JSON of one file of the folder of API descriptions; undefined where it is absent. */
export const readSpec = (file: string): unknown => {
  const path = join(specs, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
};

/** Reading a description takes a tenth of a second and compiling its schemas more; tests start emulators by the hundred. */
const loaded = new Map<string, Contract | undefined>();

/** undefined where the description is absent: then nothing is checked, and tests that need it skip visibly. */
export const loadContract = (file: string): Contract | undefined => {
  if (!loaded.has(file)) {
    const document = readSpec(file);
    loaded.set(file, document === undefined ? undefined : contractOf(document));
  }
  return loaded.get(file);
};

export const contractOf = (document: unknown): Contract => {
  const operations = readOperations(document);
  const components = asRecord(asRecord(document)["components"]);
  const checkers = { request: checker(document, "request"), answer: checker(document, "answer") };

  const locate = (method: string, path: string): Operation | undefined => findOperation(operations, method, path);
  const unknown = (method: string, path: string) => [`${method} ${path}: not in the API description`];

  return {
    request: (method, path, query, body) => {
      const operation = locate(method, path);
      if (!operation) return unknown(method, path);
      const problems = queryProblems(operation, query, checkers.request);
      if (operation.body) {
        if (body === undefined && operation.bodyRequired) problems.push("body: missing");
        if (body !== undefined) {
          problems.push(...checkers.request(operation.body, body).map((problem) => `body${problem}`));
          problems.push(...unknownKeys(components, operation.body, body).map((key) => `body: unknown key ${key}`));
        }
      }
      return problems.map((problem) => `request ${method} ${path}: ${problem}`);
    },
    answer: (method, path, status, body) => {
      const operation = locate(method, path);
      if (!operation) return unknown(method, path);
      const declared = operation.answers.get(String(status)) ?? operation.answers.get("default");
      const where = `answer ${status} of ${method} ${path}`;
      if (!declared) return status < 400 ? [`${where}: status not declared`] : [];
      if (!declared.schema)
        return body === undefined || status >= 400 ? [] : [`${where}: a body where none is declared`];
      if (body === undefined) return [`${where}: empty body`];
      return checkers.answer(declared.schema, body).map((problem) => `${where}: body${problem}`);
    },
  };
};

const checker = (document: unknown, side: "request" | "answer"): Check => {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: true });
  addFormats.default(ajv);
  const { paths, components } = asRecord(document);
  ajv.addSchema({ $id: "spec", ...asRecord(toJsonSchema({ paths, components }, side)) });
  const compiled = new Map<unknown, ValidateFunction>();
  return (schema, value) => {
    let validate = compiled.get(schema);
    if (!validate) {
      validate = ajv.compile(toJsonSchema(schema, side) as object);
      compiled.set(schema, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? [])
      .slice(0, 5)
      .map((error) => `${error.instancePath} ${error.message ?? error.keyword}`);
  };
};
