/** One package that lies in an image. All text is hostile. */
export interface ImagePackage {
  readonly name: string;
  readonly version: string;
  /** Package URL, by which it is the same package wherever it was found. */
  readonly purl: string;
  /** As its own metadata writes it: often an SPDX expression, not always. */
  readonly license: string | undefined;
  /** Path in the image, or of the lock file, that tells of it. */
  readonly file: string;
}

/** Which distribution an image is, from its `os-release`. */
export interface Distribution {
  /** `debian`, `alpine` */
  readonly id: string;
  /** `12`, `3.22` */
  readonly version: string;
}

/** Reads a file of the image: undefined when it is not one that this reader knows. */
export type ReadPackages = (path: string, text: string, distribution: Distribution) => readonly ImagePackage[];
