import { statSync } from "node:fs";

/** Folders whose tests take minutes, and wait more than they work. */
const SLOW = ["/faults/", "/e2e/"];

const weight = (path) => (SLOW.some((folder) => path.includes(folder)) ? 1e9 : 0) + statSync(path).size;

/** The order of test files for jest: the slow ones first, so that none of them is left over at the end, alone on its core. */
export default class SlowestFirst {
  sort(tests) {
    return [...tests].toSorted((one, other) => weight(other.path) - weight(one.path));
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}

  shard(tests) {
    return tests;
  }
}
