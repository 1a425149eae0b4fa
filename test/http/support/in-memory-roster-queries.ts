import type { AccountDocument } from '../../../src/documents/account.ts';
import type { StoredCoaching } from '../../../src/documents/coaching.ts';
import type { ProfileDocument } from '../../../src/documents/profile.ts';
import type { ScheduleDocument } from '../../../src/documents/schedule.ts';
import { factsOf, tracedEvent, traceEvents, untraced } from '../../../src/documents/signals/session-trace.ts';
import type { WatchDocument } from '../../../src/documents/watch.ts';
import type { AccountId } from '../../../src/events/ids.ts';
import type { Queries } from '../../../src/queries/all.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { plainAthleteFacts } from '../../support/plain-roster.ts';
import { createFolds } from './in-memory-folds.ts';

/** Creates the query of the roster in memory: plainly from the log, without the rows of read models. */
export function createInMemoryRosterQueries(
  store: InMemoryEventStore,
): Pick<Queries, 'listAthleteFacts' | 'listChangedFacts'> {
  const [coachings, accounts] = [
    createFolds<StoredCoaching>(store, 'coaching'),
    createFolds<AccountDocument>(store, 'account'),
  ];
  const [profiles, schedules] = [
    createFolds<ProfileDocument>(store, 'profile'),
    createFolds<ScheduleDocument>(store, 'schedule'),
  ];
  const watches = createFolds<WatchDocument>(store, 'watch');
  const documentsOf = <Document>(folds: () => readonly Readonly<{ document: Document }>[]) =>
    folds().map(({ document }) => document);

  const factsOfOwner = (owner: AccountId) => {
    const own = store.all().filter(({ stream, metadata }) => stream.startsWith('session-') && metadata.owner === owner);
    return [...Map.groupBy(own, ({ stream }) => stream).values()].flatMap(
      (events) => factsOf(traceEvents(untraced(), events.map(tracedEvent))) ?? [],
    );
  };

  const list = (question: Parameters<typeof plainAthleteFacts>[1]) => {
    const documents = {
      ...{ coachings: documentsOf(coachings), accounts: documentsOf(accounts), profiles: documentsOf(profiles) },
      ...{ schedules: documentsOf(schedules), watches: documentsOf(watches), factsOf: factsOfOwner },
    };
    return plainAthleteFacts(documents, question);
  };
  return {
    listAthleteFacts: async (question) => list(question),
    listChangedFacts: async ({ known, ...question }) =>
      list(question).map((facts) => {
        const { athleteId } = facts;
        const stamp = JSON.stringify({ ...facts, reached: [...facts.reached] });
        return { athleteId, stamp, facts: known.get(athleteId) === stamp ? null : facts };
      }),
  };
}
