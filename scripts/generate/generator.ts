/** Gives the generated files by path from the project's root, with their whole content. Writes nothing itself. */
export type Generator = () => ReadonlyMap<string, string> | Promise<ReadonlyMap<string, string>>;
