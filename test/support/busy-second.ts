const requests = 20;

/**
 * The time that the service may need for what it promises within a second, in ms: a second, and what twenty plain requests need
 * now. They need little on an idle machine, and on a busy one the service is as late as they are.
 */
export async function busySecond(request: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let number = 0; number < requests; number += 1) await request();
  return 1_000 + performance.now() - startedAt;
}
