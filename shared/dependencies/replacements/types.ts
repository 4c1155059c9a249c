/** One way to do without a package. */
export interface Instead {
  /** Built in, another package, a few lines of code, or nothing at all. */
  readonly kind: "native" | "package" | "code" | "nothing";
  /** `Array.prototype.flat`, `tinyglobby`, `array unique`; empty for nothing. */
  readonly name: string;
  /** Version of Node that has it first: `18`, `16.6.0`; undefined where only browsers have it or nobody says. */
  readonly since: string | undefined;
  /** Only browsers have it. */
  readonly isWeb: boolean;
  readonly address: string | undefined;
}

/** What is known to take a package's place. */
export interface Known {
  /** The preferred one first. */
  readonly instead: readonly Instead[];
  /** Where all of it is described. */
  readonly address: string | undefined;
}

/** By the npm name of the package that they replace. */
export type KnownReplacements = ReadonlyMap<string, Known>;
