import type { AccountDocument } from '../../../src/documents/account.ts';
import type { StoredCoaching } from '../../../src/documents/coaching.ts';
import type { WatchDocument } from '../../../src/documents/watch.ts';
import type { Instant } from '../../../src/events/ids.ts';
import { parseStream } from '../../../src/events/streams.ts';
import type { Queries } from '../../../src/queries/all.ts';
import { type AuditedKind, kindsIn } from '../../../src/queries/audit/audited-kinds.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { createFolds } from './in-memory-folds.ts';

/** Creates the queries of what is new, and of notes, in memory, plainly from the log and without a limit. */
export function createInMemoryReviews(
  store: InMemoryEventStore,
  clock: () => Instant,
): Pick<Queries, 'listReviews' | 'listNoted'> {
  const coachings = createFolds<StoredCoaching>(store, 'coaching');
  const accounts = createFolds<AccountDocument>(store, 'account');
  const watches = createFolds<WatchDocument>(store, 'watch');

  function reviewOf({ id, athleteId, scope }: StoredCoaching, coach: string) {
    const account = accounts().find(({ document }) => document.id === athleteId)?.document;
    if (!account?.isActive) return [];
    const own = store.all().filter(({ metadata }) => metadata.owner === athleteId);
    const accepted = own.findLast(({ stream, type }) => stream === `coaching-${id}` && type === 'CoachingAccepted');
    const watch = watches().find(({ document }) => document.coachId === coach && document.athleteId === athleteId);
    const since = BigInt(watch?.document.reviewedTo ?? accepted?.position ?? 0n);
    const end = own.at(-1)?.position ?? 0n;
    const kinds: readonly string[] = kindsIn(scope);
    const fresh = own.filter(
      ({ stream, position, metadata }) =>
        position > since && metadata.actor.id !== coach && kinds.includes(parseStream(stream).category),
    );
    const things = [...Map.groupBy(fresh, ({ stream }) => stream)].map(([stream, events]) => ({
      ...{ kind: parseStream(stream).category as AuditedKind, id: parseStream(stream).id, events: events.length },
      isCreated: events.some(({ revision }) => revision === 0),
      firstAt: events[0]?.recordedAt as Instant,
      lastAt: events.at(-1)?.recordedAt as Instant,
      last: String(events.at(-1)?.position),
    }));
    const { name, email } = account;
    const to = String(end > since ? end : since);
    return [
      {
        ...{ athleteId, name, email, since: String(since), to, end: String(end), more: false },
        things: things.toSorted((one, other) => Number(one.last) - Number(other.last)),
      },
    ];
  }

  return {
    async listNoted({ athlete }) {
      return watches().flatMap(({ document: { id, coachId, athleteId, notes } }) =>
        athleteId === athlete && notes !== null ? [{ id, coach: coachId }] : [],
      );
    },
    async listReviews({ coach, athlete }) {
      const latest = ({ things }: Readonly<{ things: readonly Readonly<{ last: string }>[] }>) =>
        Number(things.at(-1)?.last ?? 0);
      return coachings()
        .map(({ document }) => document)
        .filter(
          ({ coachId, athleteId, status, expiresAt }) =>
            coachId === coach &&
            status === 'active' &&
            (athlete === undefined || athlete === athleteId) &&
            (expiresAt === null || expiresAt > clock()),
        )
        .flatMap((coaching) => reviewOf(coaching, coach))
        .toSorted((one, other) => latest(other) - latest(one));
    },
  };
}
