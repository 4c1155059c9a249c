import { type Field, field, givenText, readUrl, shown } from "../../shared/action/fields.ts";
import { Secret } from "../../shared/action/secret.ts";
import { parseDuration } from "../../shared/domain/duration.ts";
import { parseSize } from "../../shared/domain/size.ts";
import { type Growth, parseGrowth } from "../../shared/site/budget.ts";
import { type History, parseHistory } from "../../shared/site/history.ts";
import { isPlaceName, isTreePath } from "../../shared/site/paths.ts";
import { type KeepPolicy, parseKeep } from "../../shared/site/prune.ts";

/** A folder of the tree, without slashes at its ends; "" when absent. */
export const folder = (description: string): Field<string> =>
  field(
    description,
    (raw) => {
      const path = raw.replace(/^(?:\.?\/)+|\/+$/g, "");
      return isTreePath(path) ? { value: path } : { problem: `is ${shown(raw)}; write a folder such as \`docs/api\`` };
    },
    { absent: { value: "" } },
  );

/** A version or alias: one folder's name. */
export const versionName = (description: string): Field<string | undefined> =>
  field<string | undefined>(
    description,
    (raw) =>
      isPlaceName(raw)
        ? { value: raw }
        : { problem: `is ${shown(raw)}; write a name of letters, digits, dots and dashes, such as \`1.2\`` },
    { absent: { value: undefined } },
  );

const parsed = <T>(description: string, parse: (text: string) => T | undefined, example: string) =>
  field<T | undefined>(
    description,
    (raw) => {
      const read = givenText(raw);
      const value = "value" in read ? parse(read.value) : undefined;
      return value === undefined ? { problem: `is ${shown(raw)}; it has to look like \`${example}\`` } : { value };
    },
    { absent: { value: undefined } },
  );

export const keepPolicy = (description: string): Field<KeepPolicy | undefined> =>
  parsed(description, parseKeep, "minor: 3, rc: 0");

/** Seconds. */
export const optionalAge = (description: string): Field<number | undefined> =>
  parsed(description, parseDuration, "30d");

/** Bytes. */
export const optionalSize = (description: string): Field<number | undefined> => parsed(description, parseSize, "500MB");

/** Bytes, or a part of what is live. */
export const optionalGrowth = (description: string): Field<Growth | undefined> =>
  parsed(description, parseGrowth, "20MB");

export const history = (description: string): Field<History> =>
  field(
    description,
    (raw) => {
      const value = parseHistory(raw);
      return value === undefined
        ? { problem: `is ${shown(raw)}; write \`keep\`, \`squash\` or \`last:20\`` }
        : { value };
    },
    { fallback: "keep" },
  );

/** An address that is a secret: no message says anything of it. Plain http only to this machine. */
export const optionalHook = (description: string): Field<Secret | undefined> =>
  field<Secret | undefined>(
    description,
    (raw) => {
      const read = readUrl(raw);
      return "value" in read && !/[\s\0]/.test(raw)
        ? { value: new Secret(raw) }
        : { problem: "is no address of a deploy hook; write a whole one that begins with `https://`" };
    },
    { secret: true, absent: { value: undefined } },
  );

export const optionalUrl = (description: string): Field<string | undefined> =>
  field<string | undefined>(description, readUrl, { absent: { value: undefined } });
