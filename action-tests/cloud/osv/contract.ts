import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type Contract, contractOf, readSpec } from "../contract.ts";
import { asRecord } from "../operations.ts";

/** Swagger 2 as OpenAPI 3, as far as OSV's description goes: definitions, body parameters, answers. */
const asOpenApi = (swagger: unknown): unknown => {
  const text = JSON.stringify(swagger).replaceAll("#/definitions/", "#/components/schemas/");
  const { paths, definitions } = asRecord(JSON.parse(text));
  const json = (schema: unknown) => ({ "application/json": { schema } });
  const operation = (found: unknown) => {
    const { parameters, responses } = asRecord(found);
    const all = Array.isArray(parameters) ? parameters.map(asRecord) : [];
    const body = all.find((parameter) => parameter["in"] === "body");
    return {
      parameters: all
        .filter((parameter) => parameter["in"] !== "body")
        .map(({ name, in: where, required }) => ({ name, in: where, required })),
      ...(body === undefined ? {} : { requestBody: { required: true, content: json(body["schema"]) } }),
      responses: Object.fromEntries(
        Object.entries(asRecord(responses)).map(([status, answer]) => [
          status,
          { content: json(asRecord(answer)["schema"]) },
        ]),
      ),
    };
  };
  return {
    paths: Object.fromEntries(
      Object.entries(asRecord(paths)).map(([path, item]) => [
        path,
        Object.fromEntries(Object.entries(asRecord(item)).map(([method, found]) => [method, operation(found)])),
      ]),
    ),
    components: { schemas: definitions },
  };
};

/** undefined where the description is absent. */
export const osvContract = (): Contract | undefined => {
  const swagger = readSpec("osv/osv.swagger.json");
  return swagger === undefined ? undefined : contractOf(asOpenApi(swagger));
};

/** What breaks OSV's own schema in a record that a test loads, in words; nothing where the schema is absent. */
export const recordProblems = (record: unknown): readonly string[] => {
  const schema = readSpec("osv/osv-record.schema.json");
  if (schema === undefined) return [];
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  const validate = ajv.compile(asRecord(schema));
  return validate(record)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};
