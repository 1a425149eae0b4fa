import type { AccountDocument } from '../../src/documents/account.ts';
import type { StoredCoaching } from '../../src/documents/coaching.ts';
import { plusDays } from '../../src/documents/days.ts';
import type { ProfileDocument } from '../../src/documents/profile.ts';
import type { ScheduleDocument } from '../../src/documents/schedule.ts';
import type { AthleteFacts } from '../../src/documents/signals/athlete-signals.ts';
import { bestsByExercise } from '../../src/documents/signals/exercise-bests.ts';
import type { SessionFacts } from '../../src/documents/signals/session-facts.ts';
import { lookbackDays } from '../../src/documents/signals/signal.ts';
import type { WatchDocument } from '../../src/documents/watch.ts';
import type { AccountId, Day, Instant } from '../../src/events/ids.ts';

/** Everything from which a roster follows, as documents. */
export type RosterDocuments = Readonly<{
  coachings: readonly StoredCoaching[];
  accounts: readonly AccountDocument[];
  profiles: readonly ProfileDocument[];
  schedules: readonly ScheduleDocument[];
  watches: readonly WatchDocument[];
  /** The facts of the sessions of an account. */
  factsOf: (owner: AccountId) => readonly SessionFacts[];
}>;

type Asked = Readonly<{ coach: AccountId; athlete?: AccountId; now: Instant }>;

/** What a coach may know of the athletes, computed plainly. */
export function plainAthleteFacts(documents: RosterDocuments, { coach, athlete, now }: Asked): readonly AthleteFacts[] {
  const today = now.slice(0, 10) as Day;
  const since = (days: number): Day => plusDays(today, -days);
  const open = documents.coachings.filter(
    (each) => each.coachId === coach && each.status === 'active' && (each.expiresAt === null || each.expiresAt > now),
  );
  return open.flatMap((coaching) => {
    const { id, revision, athleteId, acceptedAt, scope } = coaching;
    const account = documents.accounts.find((each) => each.id === athleteId && each.isActive);
    if (!account || acceptedAt === null || (athlete !== undefined && athlete !== athleteId)) return [];
    const watchOf = (of: AccountId | null) =>
      documents.watches.find((each) => each.coachId === coach && each.athleteId === of);
    const hasSessions = scope.some((part) => part !== 'body_data');
    const all = hasSessions ? documents.factsOf(athleteId).toSorted(inOrder) : [];
    const counted = scope.includes('statistics') ? all : [];
    return {
      ...{ coachingId: id, coachingRevision: revision, acceptedAt, athleteId, scope },
      ...{ name: account.name, email: account.email },
      timezone: documents.profiles.find((each) => each.id === athleteId)?.timezone ?? null,
      schedule: scope.includes('plans') ? (documents.schedules.find((each) => each.id === athleteId) ?? null) : null,
      facts: all.filter(({ day }) => day >= since(lookbackDays)),
      last: all.toSorted((one, other) => (one.day < other.day ? -1 : 1)).at(-1) ?? null,
      planned: counted.filter(({ day }) => day >= since(181)).flatMap(plannedDayOf),
      reached: reachedIn(counted, since(31), since(lookbackDays - 1)),
      thresholds: { ...watchOf(null)?.thresholds, ...watchOf(athleteId)?.thresholds },
      marks: watchOf(athleteId)?.marks ?? [],
    };
  });
}

const inOrder = (one: SessionFacts, other: SessionFacts): number =>
  one.startedAt === other.startedAt ? (one.id < other.id ? -1 : 1) : one.startedAt < other.startedAt ? -1 : 1;

function plannedDayOf({ day, entries, endRevision }: SessionFacts) {
  const own = entries.flatMap(({ planned }) => planned ?? []);
  if (endRevision === null || own.length === 0) return [];
  const fulfilled = own.filter(({ workingSets, plannedSets }) => workingSets >= plannedSets).length;
  return [{ day, entries: own.length, fulfilled }];
}

/** The best estimate before the start of the day `until`, in UTC, of each exercise that was done on the day `from` or later. */
function reachedIn(all: readonly SessionFacts[], from: Day, until: string): ReadonlyMap<string, number> {
  const recent = bestsByExercise(all.filter(({ day }) => day >= from));
  const earlier = bestsByExercise(all.filter(({ startedAt }) => startedAt < until));
  return new Map(
    [...recent.keys()].flatMap((id) => {
      const values = earlier.get(id)?.map(({ value }) => value) ?? [];
      return values.length === 0 ? [] : [[id, Math.max(...values)] as const];
    }),
  );
}
