/** @actions/workflow-parser 0.3 imports JSON without saying so, which Node refuses and jest only just tolerates. */
export default {
  process: (source) => ({
    code: source.replace(/(\bfrom\s+["'][^"']+\.json["'])(?!\s*with)/g, '$1 with { type: "json" }'),
  }),
};
