/**
 * What the standard demands of the parts that a review writes: names, types, what must be there, and nothing beside. Where
 * code scanning demands more than the standard (lengths, counts, `security-severity`), that stands here as well.
 */
const text = (maxLength = 1_024) => ({ type: "string", minLength: 1, maxLength }) as const;

const object = (required: readonly string[], properties: Readonly<Record<string, object>>) => ({
  type: "object",
  additionalProperties: false,
  required,
  properties,
});

const message = object(["text"], { text: text() });

const rule = object(["id", "shortDescription", "fullDescription", "help"], {
  id: text(255),
  name: text(255),
  shortDescription: message,
  fullDescription: message,
  help: message,
  helpUri: { type: "string", format: "uri" },
  defaultConfiguration: object([], { level: { enum: ["none", "note", "warning", "error"] } }),
  properties: {
    type: "object",
    required: ["tags"],
    properties: {
      tags: { type: "array", uniqueItems: true, maxItems: 10, items: text(100) },
      "security-severity": { type: "string", pattern: String.raw`^(?:10\.0|\d\.\d)$` },
    },
  },
});

const location = object(["physicalLocation"], {
  physicalLocation: object(["artifactLocation"], {
    artifactLocation: object(["uri"], {
      uri: { type: "string", format: "uri-reference", minLength: 1 },
      uriBaseId: { type: "string" },
    }),
    region: object(["startLine"], { startLine: { type: "integer", minimum: 1 } }),
  }),
});

const result = object(["message", "ruleId", "locations", "partialFingerprints"], {
  ruleId: text(255),
  ruleIndex: { type: "integer", minimum: 0 },
  level: { enum: ["none", "note", "warning", "error"] },
  message,
  locations: { type: "array", minItems: 1, maxItems: 1_000, items: location },
  partialFingerprints: { type: "object", minProperties: 1, additionalProperties: { type: "string" } },
});

export const SARIF = object(["version", "runs"], {
  $schema: { type: "string", format: "uri" },
  version: { const: "2.1.0" },
  runs: {
    type: "array",
    maxItems: 20,
    items: object(["tool", "results"], {
      tool: object(["driver"], {
        driver: object(["name"], {
          name: text(),
          informationUri: { type: "string", format: "uri" },
          rules: { type: "array", uniqueItems: true, maxItems: 25_000, items: rule },
        }),
      }),
      automationDetails: object(["id"], { id: text() }),
      columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
      results: { type: "array", maxItems: 25_000, items: result },
    }),
  },
});
