/** One line of the service's log, which Render collects from standard output. */
export const log = (...parts) => {
  const text = parts.map((part) => (part instanceof Error ? part.message : String(part))).join(" ");
  process.stdout.write(`${text}\n`);
};
