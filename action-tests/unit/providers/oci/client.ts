import { Secret } from "../../../../shared/action/secret.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import type { Clock } from "../../../../shared/ports/clock.ts";
import type { Registry, RegistryLogin } from "../../../../shared/ports/registry.ts";
import { createRegistry } from "../../../../shared/providers/oci/registry.ts";
import { virtualClock } from "../../../fakes/clock.ts";

interface ClientOptions {
  readonly login?: { readonly username: string; readonly password: string };
  readonly random?: () => number;
  readonly clock?: Clock;
}

interface Client {
  readonly registry: Registry;
  /** What was made secret at run time. */
  readonly secrets: readonly string[];
  /** Every request as the log of a debugged step tells it. */
  readonly requests: readonly string[];
}

/** The client over real sockets, on a clock that does not wait. */
export const registryClient = ({ login, random = () => 0.5, clock = virtualClock() }: ClientOptions = {}): Client => {
  const secrets: string[] = [];
  const requests: string[] = [];
  const { signal } = new AbortController();
  const log = { debug: (line: string) => void requests.push(line), warning: () => undefined };
  const redact = (text: string) => secrets.reduce((clean, secret) => clean.replaceAll(secret, "***"), text);
  const given: RegistryLogin | undefined = login && {
    username: login.username,
    password: new Secret(login.password),
  };
  const registry = createRegistry({
    http: createHttp({ clock, random, signal, log, redact }),
    clock,
    random,
    signal,
    redact,
    protect: (value) => {
      secrets.push(value);
      return new Secret(value);
    },
    login: () => Promise.resolve(given),
  });
  return { registry, secrets, requests };
};
