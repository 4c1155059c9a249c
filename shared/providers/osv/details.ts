import { Failure } from "../../action/failure.ts";
import type { Http } from "../../http/types.ts";
import { OsvRecord } from "./schemas.ts";

/** A record, or why it could not be read. */
export type Detail = { readonly record: OsvRecord } | { readonly why: string };

/** Reads records, each state of each once for the life of the reader. Rejects only with the run's own reason. */
export const detailsReader = (http: Http, api: string) => {
  const read = new Map<string, Promise<Detail>>();

  const fetchOne = async (id: string): Promise<Detail> => {
    try {
      const url = `${api.replace(/\/+$/, "")}/v1/vulns/${encodeURIComponent(id)}`;
      const { body } = await http({ url, schema: OsvRecord });
      return body.id === id ? { record: body } : { why: `OSV answered with another record than ${id}` };
    } catch (thrown) {
      if (!(thrown instanceof Failure) || !thrown.code.startsWith("SLIP-HTTP-")) throw thrown;
      return { why: thrown.message };
    }
  };

  return (id: string, modified: string): Promise<Detail> => {
    const key = `${id} ${modified}`;
    const known = read.get(key) ?? fetchOne(id);
    read.set(key, known);
    return known;
  };
};
