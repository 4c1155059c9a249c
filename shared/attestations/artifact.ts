import type { Artifact, Descriptor } from "../ports/registry.ts";
import { BUNDLE_TYPE, type Bundle, STATEMENT_MEDIA_TYPE } from "./bundle.ts";
import { payloadOf, type Statement } from "./statement.ts";

/** Under which an attestation is found without fetching it. */
const CONTENT = "dev.sigstore.bundle.content";
const PREDICATE = "dev.sigstore.bundle.predicateType";
const PREDICATE_UNSIGNED = "in-toto.io/predicate-type";
const REVISION = "org.opencontainers.image.revision";

/** A statement as it is kept beside an image: in a Sigstore bundle, or bare when nobody signed it. */
export function artifactOf(statement: Statement, bundle: Bundle | undefined, commit: string): Artifact {
  const mediaType = bundle === undefined ? STATEMENT_MEDIA_TYPE : BUNDLE_TYPE;
  const bytes = bundle === undefined ? payloadOf(statement) : Buffer.from(JSON.stringify(bundle));
  return {
    artifactType: mediaType,
    layers: [{ mediaType, bytes }],
    annotations: {
      ...(bundle === undefined
        ? { [PREDICATE_UNSIGNED]: statement.predicateType }
        : { [CONTENT]: "dsse-envelope", [PREDICATE]: statement.predicateType }),
      [REVISION]: commit,
    },
  };
}

const isAttestation = ({ artifactType }: Descriptor): boolean =>
  artifactType === undefined || artifactType === BUNDLE_TYPE || artifactType === STATEMENT_MEDIA_TYPE;

/** Those that may be an attestation of this kind: registries may lose annotations, but do not invent them. */
export const candidates = (
  referrers: readonly Descriptor[],
  predicateType: string,
  commit: string | undefined,
): readonly Descriptor[] => {
  const predicate = ({ annotations = {} }: Descriptor) => annotations[PREDICATE] ?? annotations[PREDICATE_UNSIGNED];
  const isNamed = ({ annotations }: Descriptor): boolean => annotations?.[REVISION] === commit;
  return referrers
    .filter((each) => isAttestation(each) && (predicate(each) ?? predicateType) === predicateType)
    .toSorted((one, other) => Number(isNamed(other)) - Number(isNamed(one)));
};
