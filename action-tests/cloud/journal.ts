import type { Exchange } from "./types.ts";

/** Exchanges in the order of arrival; what is returned by `open` is filled in when the answer goes out. */
export const newJournal = () => {
  const exchanges: Exchange[] = [];
  return {
    exchanges: exchanges as readonly Exchange[],
    open: (request: Omit<Exchange, "index" | "at" | "status" | "answer">): Exchange => {
      const exchange: Exchange = { index: exchanges.length, at: Date.now(), ...request };
      exchanges.push(exchange);
      return exchange;
    },
  };
};
