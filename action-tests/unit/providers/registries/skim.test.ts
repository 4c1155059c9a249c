import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { skimmer } from "../../../../shared/providers/registries/skim.ts";

const members = (text: string): ReadonlyMap<string, unknown> => {
  const skim = skimmer(text);
  return new Map([...skim.members(skim.whole)].map(([name, part]) => [name, skim.read(part)]));
};

test("finds in every object what a parser finds in it, however it is written", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue()),
      fc.constantFrom(undefined, 1, 2, "\t", " \r\n"),
      (value, space) => {
        const text = JSON.stringify(value, null, space);
        const parsed = JSON.parse(text) as Readonly<Record<string, unknown>>;
        expect(members(` ${text}\n`)).toEqual(new Map(Object.entries(parsed)));
      },
    ),
  );
});

test("goes into objects in objects", () => {
  const skim = skimmer('{"a":[{"b":1}],"versions":{"1.0.0":{"x":"}\\"{"},"__proto__":{"x":2}},"n":-1.5e3}');
  const versions = skim.members(skim.members(skim.whole).get("versions") ?? skim.whole);
  expect([...versions.keys()]).toEqual(["1.0.0", "__proto__"]);
  expect(skim.read(versions.get("1.0.0"))).toEqual({ x: '}"{' });
  expect(skim.read(skim.members(skim.whole).get("n"))).toBe(-1500);
  expect(skim.read(undefined)).toBeUndefined();
});

test.each(["", "null", "[]", "5", '"text"', "<!doctype html>"])("finds nothing in %j", (text) => {
  expect(members(text).size).toBe(0);
});

test("what is cut off is never taken for the whole", () => {
  const whole = '{"time":{"1.0.0":"x"},"versions":{"1.0.0":{"a":[1,"b\\\\"]}}}';
  for (let length = 1; length < whole.length; length++)
    expect(() => members(whole.slice(0, length))).toThrow(SyntaxError);
});

test("rubbish ends in time and in words", () => {
  const ending = (text: string): unknown => {
    try {
      return members(text);
    } catch (thrown) {
      return thrown;
    }
  };
  fc.assert(
    fc.property(fc.stringMatching(/^\{["\\{}[\]:, a1]{0,60}$/), (text) => {
      const end = ending(text);
      expect(end instanceof Map || end instanceof SyntaxError).toBe(true);
    }),
  );
});
