/** Something that must not be published. Nothing of the value itself is in it. */
export interface Leak {
  /** Kebab-case name of the rule: `render-api-key`, `private-key`, `env-file`. */
  readonly rule: string;
  /** "a Render API key", in our words. */
  readonly what: string;
  /** One-based; undefined when it is the file as a whole. */
  readonly line: number | undefined;
  readonly column: number | undefined;
}
