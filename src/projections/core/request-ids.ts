import type { Caused } from '../../ports/observe.ts';

/** How many requests a log message names at most. */
const maxIds = 20;

/** The ids of the requests that caused events, for a log message about these events. */
export function requestIdsOf(events: readonly Caused[]): readonly string[] {
  const ids = new Set<string>();
  for (const { metadata } of events) {
    if (ids.size === maxIds) break;
    ids.add(metadata.$correlationId);
  }
  return [...ids];
}
