const required = (environment, name) => {
  const value = environment[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set.`);
  return value;
};

/** Everything that differs between staging and production comes from the environment, read once at the start. */
export const readSettings = (environment) => ({
  databaseUrl: required(environment, "DATABASE_URL"),
  port: Number(environment.PORT ?? 3000),
  // Render sets it to the commit that the running instance was built from.
  commit: environment.RENDER_GIT_COMMIT ?? "unknown",
  /** Whose name stands under a reminder. */
  sender: () => required(environment, "SENDER"),
});
