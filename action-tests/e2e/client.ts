/** A user who asks production again and again, and remembers what was answered instead of 200. */
export const startClient = (url: string) => {
  const failures: string[] = [];
  let asked = 0;
  let running = true;
  const done = (async () => {
    while (running) {
      asked += 1;
      const problem = await fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
        async (answer) => (await answer.text(), answer.status === 200 ? undefined : `status ${answer.status}`),
        (error: unknown) => String(error),
      );
      if (problem !== undefined) failures.push(problem);
      // Leaves the two cores to those who are under test.
      await new Promise((resume) => setTimeout(resume, 20));
    }
  })();
  return {
    failures,
    asked: () => asked,
    stop: async (): Promise<void> => {
      running = false;
      await done;
    },
  };
};
