import { randomBytes, randomInt } from "node:crypto";

const adjectives = ["aged", "bold", "calm", "damp", "fancy", "jolly", "misty", "noisy", "quiet", "spring", "winter"];
const nouns = ["bird", "cloud", "dawn", "forest", "frost", "hall", "king", "paper", "rice", "sea", "smoke", "union"];
const letters = "abcdefghijklmnopqrstuvwxyz0123456789";

const pick = (words: readonly string[]): string => words[randomInt(words.length)] ?? "";
const tail = (length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)] ?? "").join("");

/** `br-calm-union-a59jz26r`, `ep-…`, `snap-…`. */
export const newId = (kind: "br" | "ep" | "snap"): string => `${kind}-${pick(adjectives)}-${pick(nouns)}-${tail(8)}`;
export const newProjectId = (): string => `${pick(adjectives)}-${pick(nouns)}-${randomInt(10_000_000, 100_000_000)}`;
export const newPassword = (): string => `npg_${randomBytes(12).toString("base64url").replaceAll(/[-_]/g, "x")}`;
export const newApiKey = (): string => `napi_${tail(64)}`;
