import * as z from "zod";

/*
 * Neon's answers as they really come. Only what we cannot do without is required: nulls, further keys and new words in
 * enumerations are survived.
 */

const text = z.string().nullish();
const yes = z.boolean().nullish();

export const Branch = z.looseObject({
  id: z.string(),
  name: z.string(),
  parent_id: text,
  current_state: text,
  pending_state: text,
  default: yes,
  primary: yes,
  protected: yes,
  created_at: text,
  expires_at: text,
});
export type NeonBranch = z.infer<typeof Branch>;

export const Operation = z.looseObject({
  id: z.string(),
  branch_id: text,
  action: text,
  status: text,
  error: text,
  failures_count: z.number().nullish(),
});
export type NeonOperation = z.infer<typeof Operation>;

export const Endpoint = z.looseObject({ id: z.string(), branch_id: text, host: z.string(), type: text });
export type NeonEndpoint = z.infer<typeof Endpoint>;

const operations = z.array(Operation).nullish();

export const BranchAnswer = z.looseObject({ branch: Branch, operations });
export const EndpointAnswer = z.looseObject({ endpoint: Endpoint, operations });
export const EndpointsAnswer = z.looseObject({ endpoints: z.array(Endpoint) });
export const OperationAnswer = z.looseObject({ operation: Operation });
export const OperationsAnswer = z.looseObject({ operations: z.array(Operation) });
export const DatabasesAnswer = z.looseObject({ databases: z.array(z.looseObject({ name: z.string() })) });
export const RolesAnswer = z.looseObject({ roles: z.array(z.looseObject({ name: z.string(), protected: yes })) });
export const UriAnswer = z.looseObject({ uri: z.string() });

/** 201 also brings passwords, once: they are read only to be protected. */
export const Created = BranchAnswer.extend({
  roles: z.array(z.looseObject({ password: text })).nullish(),
  connection_uris: z.array(z.looseObject({ connection_uri: text })).nullish(),
});

export type NeonCreated = z.infer<typeof Created>;

export const BranchesAnswer = z.looseObject({
  branches: z.array(Branch),
  annotations: z.record(z.string(), z.looseObject({ value: z.record(z.string(), z.unknown()).nullish() })).nullish(),
  pagination: z.looseObject({ next: text }).nullish(),
});
