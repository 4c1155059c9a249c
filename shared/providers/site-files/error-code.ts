/** The system's code for what went wrong, such as ENOENT; "" for any other error. */
export const errorCode = (thrown: unknown): string =>
  typeof thrown === "object" && thrown !== null && "code" in thrown ? String(thrown.code) : "";
