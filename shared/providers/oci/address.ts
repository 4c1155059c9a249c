const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/;

/** Where the API of a registry is. Only on this machine itself does it go without TLS. */
export const apiOf = (registry: string): URL => {
  const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
  return new URL(`${LOOPBACK.test(host) ? "http" : "https"}://${host}/v2/`);
};
