import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createRedactor } from "../../../../shared/action/redaction/redactor.ts";
import { RENDERINGS } from "./renderings.ts";

/** Secrets without blanks at the ends and without the stars that stand for one; long enough to be one. */
const secrets = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(..."abcXYZ0189_-".split("")), minLength: 10, maxLength: 60 }),
    fc.string({ unit: "grapheme-ascii", minLength: 10, maxLength: 60 }),
    fc.string({ unit: "grapheme", minLength: 10, maxLength: 40 }),
  )
  .map((text) => text.replace(/[*\s\u200b]/gu, "x").trim())
  .filter((text) => text.length >= 10 && new Set(text.toLowerCase()).size >= 6 && !/[=]{3}/.test(text));

/** Words, line ends and the characters that begin escapes and shapes. */
const surroundings = fc.string({
  unit: fc.constantFrom(..."eio 1:\n\r\t%\\&;#\"'/=@.".split(""), "postgres", "key", "├", "😀", "::", "##["),
  maxLength: 60,
});

const redactorOf = (...known: readonly string[]) => {
  const redactor = createRedactor();
  for (const secret of known) redactor.add(secret);
  return redactor;
};

const inPieces = (redactor: ReturnType<typeof createRedactor>, bytes: Buffer, cuts: readonly number[]): string => {
  const stream = redactor.stream();
  let text = "";
  let from = 0;
  for (const cut of cuts.toSorted((a, b) => a - b)) {
    const to = Math.max(from, Math.min(bytes.length, cut));
    text += stream.push(bytes.subarray(from, to));
    from = to;
  }
  return text + stream.push(bytes.subarray(from)) + stream.end();
};

test.each(Object.entries(RENDERINGS))("no %s of any secret survives, wherever it stands", (_, render) => {
  fc.assert(
    fc.property(secrets, surroundings, surroundings, (secret, before, after) => {
      const rendered = render(secret);
      const safe = redactorOf(secret).redact(`${before} ${rendered} ${after}`);
      expect(safe).toContain("***");
      expect(safe).not.toContain(rendered);
      expect(safe).not.toContain(secret);
      // What is left of it is no more than what stands around the secret within the rendering.
      expect(safe.replaceAll("***", "").length).toBeLessThanOrEqual(before.length + after.length + 2 + 190);
    }),
    { numRuns: 40 },
  );
});

test("a stream says what the whole says, wherever the pieces end", () => {
  fc.assert(
    fc.property(
      secrets,
      fc.constantFrom(...Object.values(RENDERINGS)),
      fc.array(surroundings, { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(600), { maxLength: 12 }),
      (secret, render, parts, cuts) => {
        const redactor = redactorOf(secret, "another-secret-77");
        const text = parts.join(` ${render(secret)}another-secret-77`);
        const bytes = Buffer.from(text.toWellFormed());
        const whole = redactor.redact(bytes.toString());
        expect(inPieces(redactor, bytes, cuts)).toBe(whole);
        expect(inPieces(redactor, bytes, Array.from(bytes.keys()))).toBe(whole);
      },
    ),
    { numRuns: 300 },
  );
});

test("text without secrets is unchanged", () => {
  fc.assert(
    fc.property(secrets, fc.string({ unit: "binary", maxLength: 200 }), surroundings, (secret, text, around) => {
      const whole = `${around}${text}${around}`;
      fc.pre(!whole.toLowerCase().includes(secret.toLowerCase().slice(0, 3)));
      expect(redactorOf(secret).redact(whole)).toBe(whole);
      const bytes = Buffer.from(whole.toWellFormed());
      expect(inPieces(redactorOf(secret), bytes, [3, 7, 50])).toBe(bytes.toString());
    }),
    { numRuns: 300 },
  );
});

test("redacting twice is redacting once", () => {
  fc.assert(
    fc.property(secrets, surroundings, fc.constantFrom(...Object.values(RENDERINGS)), (secret, around, render) => {
      const redactor = redactorOf(secret);
      const once = redactor.redact(`${around}://u:${render(secret)}@h password=${render(secret)} ${around}`);
      expect(redactor.redact(once)).toBe(once);
    }),
    { numRuns: 300 },
  );
});

test("shapes are found across pieces and within one endless line", () => {
  const redactor = createRedactor();
  const token = `ghs_${"aB3-".repeat(50)}.x`;
  const line = Buffer.from(`${"word ".repeat(5_000)}${token} ${"word ".repeat(5_000)}https://u:pass1@h end`);
  const whole = redactor.redact(line.toString());
  expect(whole).not.toContain("aB3-");
  expect(whole).toContain("https://u:***@h end");
  for (const size of [1_000, 4_096, 65_536]) {
    const cuts = Array.from({ length: Math.ceil(line.length / size) }, (_, index) => index * size);
    expect(inPieces(redactor, line, cuts)).toBe(whole);
  }
});

test("a stream holds back little, whatever comes", () => {
  const secret = "s3cr3t-value-0815";
  for (const unit of [
    "x",
    " ",
    "\r",
    "s3cr3t-",
    "-----BEGIN PRIVATE KEY-----\nAAAAAAAAAAAAAAAAAAAAAAAA\n",
    "eyJ",
    "*eyJ",
    "://u:",
    "%5",
    "\\",
  ]) {
    const stream = redactorOf(secret).stream();
    const piece = unit.repeat(Math.ceil(65_536 / unit.length));
    let [given, said] = [0, 0];
    for (let round = 0; round < 8; round++) {
      given += piece.length;
      said += stream.push(piece).length;
    }
    const rest = stream.end();
    expect(rest.length).toBeLessThan(140_000);
    // Nothing that is no secret got lost.
    if (unit === "x" || unit === " ") given -= said + rest.length;
    else given = 0;
    expect(given).toBe(0);
  }
});
