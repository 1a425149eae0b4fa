import type { StoredCoaching } from '../../../src/documents/coaching.ts';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import { type FeedKind, isEnding } from '../../../src/events/schemas.ts';
import { parseStream } from '../../../src/events/streams.ts';
import type { Queries } from '../../../src/queries/all.ts';
import { kindsIn } from '../../../src/queries/audit/audited-kinds.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { createFolds } from './in-memory-folds.ts';

/** Creates the query of what athletes have changed in memory, plainly from the log. All accounts are in one lane. */
export function createInMemoryAthleteChanges(
  store: InMemoryEventStore,
  clock: () => Instant,
): Queries['listAthleteChanges'] {
  const coachings = createFolds<StoredCoaching>(store, 'coaching');
  return async ({ coach, after }) => {
    const events = store.all();
    const end = events.at(-1)?.position ?? 0n;
    const from = after?.layout === 1 ? (after.positions[0] ?? end) : end;
    const athletes = coachings()
      .map(({ document }) => document)
      .filter(({ coachId, status }) => coachId === coach && status === 'active')
      .filter(({ expiresAt }) => expiresAt === null || expiresAt > clock())
      .map(({ athleteId, scope, expiresAt }) => {
        const kinds: readonly string[] = kindsIn(scope);
        const fresh = events.filter(
          ({ stream, position, metadata }) =>
            metadata.owner === athleteId && position > from && kinds.includes(parseStream(stream).category),
        );
        const changed = [...Map.groupBy(fresh, ({ stream }) => stream)].map(([stream, own]) => ({
          type: parseStream(stream).category as FeedKind,
          id: parseStream(stream).id,
          deleted: own.some(({ type }) => isEnding(type)),
        }));
        return { athleteId: athleteId as AccountId, expiresAt, after: end, changed };
      });
    return { athletes, next: { layout: 1, positions: [end] }, isTooMuch: false };
  };
}
