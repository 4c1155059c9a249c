import type { VerifyInputs } from "./ports.ts";

export interface Named {
  readonly reference: string;
  /** The build says that Sigstore signed it: what is not signed now was put there by somebody else. */
  readonly bySigstore: boolean;
}

/** What is to be verified, in the order that it was given in. */
export const namedBy = ({ image, images }: Pick<VerifyInputs, "image" | "images">): readonly Named[] =>
  image === undefined
    ? Object.values(images).map(({ reference, signed }) => ({ reference, bySigstore: signed === "sigstore" }))
    : [{ reference: image, bySigstore: false }];
