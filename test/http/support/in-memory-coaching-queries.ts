import type { AccountDocument } from '../../../src/documents/account.ts';
import { isOpen, type StoredCoaching, shownTo, sideOf } from '../../../src/documents/coaching.ts';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import type { Queries } from '../../../src/queries/all.ts';
import type { CoachingReader } from '../../../src/queries/coaching/shown.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { createFolds } from './in-memory-folds.ts';
import { pageOf, type RecordQuestion, textOf } from './in-memory-queries.ts';

type CoachingQueries = Pick<Queries, 'getCoaching' | 'getCoachRight' | 'listCoachings' | 'listOpenCoachings'>;

/** Creates in-memory queries about coaching relationships for tests. */
export function createInMemoryCoachingQueries(
  store: InMemoryEventStore,
  record: RecordQuestion,
  clock: () => Instant,
): CoachingQueries {
  const coachings = createFolds<StoredCoaching>(store, 'coaching');
  const accounts = createFolds<AccountDocument>(store, 'account');

  function personOf(id: AccountId | null) {
    const found = accounts().find(({ document }) => document.id === id)?.document;
    return found ? { name: found.name, email: found.email } : null;
  }
  function itemFor(as: CoachingReader, document: StoredCoaching) {
    const { coach, athleteId } = document;
    const coachId = as === 'athlete' ? document.coachId : coach;
    const people = isOpen(document) ? { athlete: personOf(athleteId), coach: personOf(coachId) } : noPeople;
    const { message } = document;
    return { ...shownTo(document, athleteId), coachId, message: as === 'superuser' ? null : message, ...people };
  }

  return {
    async getCoaching({ id, caller }) {
      const found = coachings().find(({ document }) => document.id === id);
      const as = found && sideOf(found.document, caller);
      const text = textOf(as ? { ...found, document: itemFor(as, found.document) } : undefined);
      return text && { ...text, joined: '1' };
    },
    async listCoachings(question) {
      record(question);
      const { as, caller, status } = question;
      const found = coachings()
        .map(({ document }) => document)
        .filter((each) => as === 'superuser' || sideOf(each, caller) === as)
        .filter((each) => status === undefined || each.status === status);
      return pageOf(
        found.toReversed().map((each) => itemFor(as, each)),
        question,
      );
    },
    async getCoachRight({ coach, athlete }) {
      const found = coachings().find(
        ({ document: { coachId, athleteId, status, expiresAt } }) =>
          coachId === coach &&
          athleteId === athlete &&
          status === 'active' &&
          (expiresAt === null || expiresAt > clock()),
      );
      return found ? { id: found.document.id, scope: found.document.scope, expiresAt: found.document.expiresAt } : null;
    },
    async listOpenCoachings({ coach }) {
      return coachings().flatMap(({ document }) =>
        document.coach === coach && isOpen(document) ? [{ id: document.id, athlete: document.athleteId }] : [],
      );
    },
  };
}

const noPeople = { athlete: null, coach: null };
