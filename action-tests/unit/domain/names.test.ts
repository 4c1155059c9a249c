import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { nameFor } from "../../../shared/domain/names.ts";

const options = { prefix: "preview", reserved: ["main", "staging"] };
const ref = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.constantFrom(
    "main",
    "Main",
    "../../main",
    "refs/heads/main",
    "refs/pull/7/merge",
    "feature/é",
    "feature/e\u0301",
    "",
  ),
);

test.each([
  ["refs/heads/feature/login", /^preview-feature-login-[0-9a-f]{12}$/],
  ["refs/pull/12/merge", /^preview-12-merge-[0-9a-f]{12}$/],
  ["../../main", /^preview-main-[0-9a-f]{12}$/],
  ["feature/é", /^preview-feature-e-[0-9a-f]{12}$/],
  ["日本", /^preview-[0-9a-f]{12}$/],
  ["x".repeat(250), /^preview-x{42}-[0-9a-f]{12}$/],
  [`${"x".repeat(41)}-y`, /^preview-x{41}-[0-9a-f]{12}$/],
])("%s", (given, form) => {
  expect(nameFor(given, options)).toMatch(form);
});

test("is the same for the same ref, of safe characters, within the limit, and never a reserved name", () => {
  fc.assert(
    fc.property(ref, fc.string({ maxLength: 80 }), fc.integer({ min: 32, max: 256 }), (given, prefix, limit) => {
      const name = nameFor(given, { ...options, prefix, limit });
      expect(name).toBe(nameFor(given, { ...options, prefix, limit }));
      expect(name).toMatch(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/);
      expect(name.length).toBeLessThanOrEqual(limit);
      expect(options.reserved).not.toContain(name);
    }),
  );
});

test("is another one for another ref, however alike they are", () => {
  fc.assert(
    fc.property(ref, ref, (one, other) => {
      fc.pre(one !== other);
      expect(nameFor(one, options)).not.toBe(nameFor(other, options));
    }),
  );
  expect(nameFor("Main", options)).not.toBe(nameFor("main", options));
});

test("steps aside when the very name is reserved, in whatever spelling", () => {
  const name = nameFor("feature", options);
  const other = nameFor("feature", { ...options, reserved: [name.toUpperCase()] });
  expect(other).not.toBe(name);
  expect(other).toMatch(/^preview-feature-[0-9a-f]{12}$/);
});
