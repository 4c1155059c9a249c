const CAPACITY = 500;
const COST = 5;
const COST_OF_TIMEOUT = 10;

/** What may still be spent on retries at one host: a provider that is down is left alone after a hundred of them. */
export interface Bucket {
  /** Pays for one retry; false when there is too little left. */
  readonly take: (afterTimeout: boolean) => boolean;
  readonly succeeded: () => void;
}

/** A full bucket: a hundred retries, filled up again by successes. */
export const createBucket = (): Bucket => {
  let tokens = CAPACITY;
  return {
    take: (afterTimeout) => {
      const cost = afterTimeout ? COST_OF_TIMEOUT : COST;
      if (tokens < cost) return false;
      tokens -= cost;
      return true;
    },
    succeeded: () => {
      tokens = Math.min(CAPACITY, tokens + 1);
    },
  };
};
