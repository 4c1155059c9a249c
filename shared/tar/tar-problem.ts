/** Why an archive is refused, in words that may be shown; what is meant is "it". */
export class TarProblem extends Error {
  override readonly name = "TarProblem";
}
