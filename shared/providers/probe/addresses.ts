import { BlockList, isIPv6 } from "node:net";

/** `forbidden`: never called, whatever the inputs say. `private`: called only when allowed. */
export type Reach = "public" | "private" | "forbidden";

const list = (...ranges: readonly string[]): BlockList => {
  const blocked = new BlockList();
  for (const range of ranges) {
    const [address = "", prefix = ""] = range.split("/");
    blocked.addSubnet(address, Number(prefix), isIPv6(address) ? "ipv6" : "ipv4");
  }
  return blocked;
};

/** Where clouds answer with credentials (metadata services and link-local), and what is no single host at all. */
const FORBIDDEN = list(
  "169.254.0.0/16",
  "168.63.129.16/32",
  "100.100.100.200/32",
  "192.0.0.192/32",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "fe80::/10",
  "fd00:ec2::/32",
  "fd20:ce::254/128",
  "ff00::/8",
  // Translated to IPv4 by a network of one's own, where what lies behind cannot be told from here.
  "64:ff9b:1::/48",
  "::ffff:0:0:0/96",
);

const PRIVATE = list(
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "::/128",
  "::1/128",
  "fc00::/7",
  "fec0::/10",
);

/** Where an IP address (no brackets, no zone) leads. */
export const reachOf = (address: string): Reach => {
  const inside = isIPv6(address) ? embeddedIn(groupsOf(address)) : undefined;
  if (inside !== undefined) return reachOf(inside);
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  if (FORBIDDEN.check(address, family)) return "forbidden";
  return PRIVATE.check(address, family) ? "private" : "public";
};

/** IPv4 in IPv6 clothing (mapped, compatible, NAT64, 6to4) leads to the IPv4 host. */
const embeddedIn = (groups: readonly number[]): string | undefined => {
  const zeros = (from: number, to: number): boolean => groups.slice(from, to).every((group) => group === 0);
  const isIPv4 = zeros(0, 5) && (groups[5] === 0xffff || (groups[5] === 0 && groups[6] !== 0));
  if (isIPv4 || (groups[0] === 0x64 && groups[1] === 0xff9b && zeros(2, 6))) return dotted(groups, 6);
  return groups[0] === 0x2002 ? dotted(groups, 1) : undefined;
};

const dotted = (groups: readonly number[], at: number): string =>
  [groups[at] ?? 0, groups[at + 1] ?? 0].flatMap((group) => [group >> 8, group & 255]).join(".");

/** The eight groups of an IPv6 address. The URL parser writes every spelling in the one that is easy to take apart. */
const groupsOf = (address: string): readonly number[] => {
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const words = (text: string): readonly number[] =>
    text === "" ? [] : text.split(":").map((word) => Number.parseInt(word, 16));
  const [first, last] = [words(head), words(tail ?? "")];
  return tail === undefined ? first : [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
};
