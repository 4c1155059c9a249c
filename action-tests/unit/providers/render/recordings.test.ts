import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { Service, Started } from "../../../../shared/providers/render/schemas.ts";
import { toDeploy, toService } from "../../../../shared/providers/render/states.ts";

const file = new URL("../../../../../shared/specs/render-recordings.json", import.meta.url);
const Recordings = z.object({
  exchanges: z.array(z.object({ op: z.string(), response: z.object({ status: z.number(), body: z.unknown() }) })),
});

const isThere = existsSync(file);
const exchanges = isThere ? Recordings.parse(JSON.parse(readFileSync(file, "utf8"))).exchanges : [];
type Row = [name: string, response: { status: number; body: unknown }];
const of = (form: RegExp) =>
  exchanges
    .filter(({ op, response }) => form.test(op) && response.status < 300)
    .map(({ op, response }, index): Row => [`${op} ${response.status} #${index}`, response]);
/** Jest wants at least one row, also in a table that is skipped. */
const rows = (form: RegExp): Row[] => (isThere ? of(form) : [["absent", { status: 0, body: null }]]);

/** What Render really answered. Skipped where the recordings are not at hand. */
(isThere ? describe : describe.skip)("recorded answers of Render", () => {
  test.each(rows(/^(GET|PATCH) \/services\/\{\w+\}$/))("%s is a service", (_, { body }) => {
    const state = toService(Service.parse(body), undefined);
    expect(state).toMatchObject({ id: expect.stringMatching(/^(srv|crn)-/), suspended: false });
    expect(state.name).not.toBe(state.id);
  });

  test.each(rows(/^GET \/services$/))("%s lists services", (_, { body }) => {
    expect(z.array(z.object({ service: Service })).parse(body)).toEqual(expect.any(Array));
  });

  test.each(rows(/^POST .*\/deploys$/))("%s starts a deploy", (_, { status, body }) => {
    const started = Started.parse(body ?? undefined);
    const deploy = started && toDeploy(started);
    const queued = { id: undefined, trigger: undefined, state: undefined };
    const going = { id: expect.stringMatching(/^dep-/), trigger: "api", state: "running" };
    expect({ id: deploy?.id, trigger: deploy?.trigger, state: deploy?.state }).toEqual(status === 202 ? queued : going);
  });

  test("there are some of each kind", () => {
    expect(of(/^(GET|PATCH) \/services\/\{\w+\}$/).length).toBeGreaterThanOrEqual(5);
    const statuses = of(/^POST .*\/deploys$/).map(([, { status }]) => status);
    expect(new Set(statuses)).toEqual(new Set([201, 202]));
  });
});
