import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { type Reach, reachOf } from "./addresses.ts";

/** The address is one that a probe never calls; `cause`less, its message is for people. */
export class RefusedAddress extends Error {
  override readonly name = "RefusedAddress";
}

/** Throws for a host that is written as an address (in any spelling that the URL parser knows) and may not be called. */
export const assertAllowed = (hostname: string, allowPrivate: boolean): void => {
  const address = hostname.replace(/^\[|\]$/g, "");
  if (isIP(address) !== 0) assertReach(address, reachOf(address), allowPrivate);
};

const assertReach = (address: string, reach: Reach, allowPrivate: boolean): void => {
  if (reach === "forbidden")
    throw new RefusedAddress(`${address} is a link-local or metadata address, which is never called.`);
  if (reach === "private" && !allowPrivate) {
    throw new RefusedAddress(`${address} is a private address; set \`allow-private: true\` if that is meant.`);
  }
};

/**
 * Name lookup for a connection: what was checked here is what the socket connects to, so that a second answer of a hostile
 * name server cannot lead elsewhere. One address that may not be called refuses the whole name.
 */
export const guardedLookup =
  (allowPrivate: boolean, resolve: typeof systemLookup = systemLookup): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found: readonly LookupAddress[]) => {
      if (error !== null) return callback(error, "");
      try {
        for (const { address } of found) assertReach(address, reachOf(address.replace(/%.*$/, "")), allowPrivate);
      } catch (refused) {
        return callback(refused as Error, "");
      }
      const [first] = found;
      if (first === undefined) return callback(new Error(`${hostname} has no address`), "");
      return options.all === true ? callback(null, [...found]) : callback(null, first.address, first.family);
    });
  };
