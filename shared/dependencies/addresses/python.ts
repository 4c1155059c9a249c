import { record } from "../../domain/json.ts";
import type { Reader, Said } from "./types.ts";

const index = (url: unknown): Said => ({ ecosystem: "PyPI", url });

const records = (value: unknown): Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.map(record) : [];
const texts = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** Options of requirements files: `--index-url https://…`, `--extra-index-url=…`, `-i …`. */
export const readRequirements: Reader = (text) => ({
  said: [...text.matchAll(/^[ \t]*(?:--(?:extra-)?index-url|-i)[ \t=]+(\S+)/gm)].map(([, url]) => index(url)),
});

/** `pip.conf`, `pip.ini`, `setup.cfg`-like: values may go on over indented lines. */
export const readPipConf: Reader = (text) => ({
  said: [...text.matchAll(/^(?:extra-)?index-url[ \t]*[=:]([^\n]*(?:\n[ \t]+[^\n]*)*)/gm)].flatMap(([, value = ""]) =>
    value.split(/\s+/).filter(Boolean).map(index),
  ),
});

/** `pyproject.toml` of poetry, uv and pdm. */
export const readPyproject: Reader = async (text) => {
  const { parse } = await import("smol-toml");
  const tool = record(parse(text)["tool"]);
  return {
    said: [
      ...records(record(tool["poetry"])["source"]).map(({ url }) => index(url)),
      ...records(record(tool["pdm"])["source"]).map(({ url }) => index(url)),
      ...uvOf(record(tool["uv"])),
    ].filter(({ url }) => url !== undefined),
  };
};

/** `uv.toml`: the same as below `tool.uv`. */
export const readUvToml: Reader = async (text) => {
  const { parse } = await import("smol-toml");
  return { said: uvOf(parse(text)) };
};

const uvOf = (uv: Readonly<Record<string, unknown>>): Said[] =>
  [
    ...records(uv["index"]).map(({ url }) => url),
    ...texts(uv["index-url"]),
    ...texts(uv["extra-index-url"]),
    ...texts(record(uv["pip"])["index-url"]),
    ...texts(record(uv["pip"])["extra-index-url"]),
  ].map(index);

/** `Pipfile`. */
export const readPipfile: Reader = async (text) => {
  const { parse } = await import("smol-toml");
  return { said: records(parse(text)["source"]).map(({ url }) => index(url)) };
};
