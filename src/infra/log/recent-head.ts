import type { Log } from '../../ports/log.ts';

/**
 * Shares the end of the log between the followers of a process, each of which looks for it while no event arrives.
 * Returns again what was asked for less than `maxAgeMs` ago. A failure is not shared with later callers.
 */
export function createRecentHead(
  head: Log['head'],
  maxAgeMs: number,
  now: () => number = () => performance.now(),
): Log['head'] {
  let recent: { position: Promise<bigint>; askedAt: number } | undefined;
  return () => {
    if (recent && now() - recent.askedAt < maxAgeMs) return recent.position;
    const asked = { position: head(), askedAt: now() };
    recent = asked;
    asked.position.catch(() => {
      if (recent === asked) recent = undefined;
    });
    return asked.position;
  };
}
