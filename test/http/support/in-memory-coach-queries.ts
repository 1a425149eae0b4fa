import type { StoredCoaching } from '../../../src/documents/coaching.ts';
import type { PlanDocument } from '../../../src/documents/plan.ts';
import type { UnitDocument } from '../../../src/documents/unit.ts';
import { notFound } from '../../../src/errors.ts';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import type { Queries } from '../../../src/queries/all.ts';
import type { CoachQueries } from '../../../src/queries/coaching/coach-queries.ts';
import type { CoachRight } from '../../../src/queries/coaching/coach-reader.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { createFolds } from './in-memory-folds.ts';

/** Creates the queries of coaches in memory: each checks the right, and shows plans as other accounts see them. */
export function createInMemoryCoachQueries(
  store: InMemoryEventStore,
  queries: Queries,
  clock: () => Instant,
): CoachQueries {
  const coachings = createFolds<StoredCoaching>(store, 'coaching');

  const mayRead = ({ coach, athlete, parts }: CoachRight): boolean =>
    coachings().some(
      ({ document: { coachId, athleteId, status, scope, expiresAt } }) =>
        coachId === coach &&
        athleteId === athlete &&
        status === 'active' &&
        parts.every((part) => scope.includes(part)) &&
        (expiresAt === null || expiresAt > clock()),
    );

  return (right) => {
    const checked = <Question, Answer>(query: (question: Question) => Promise<Answer>) => {
      return async (question: Question): Promise<Answer> => {
        if (!mayRead(right)) throw notFound('coaching');
        return query(question);
      };
    };
    const all = {
      ...queries,
      listRecordSets: (question: Parameters<Queries['listRecordSets']>[0]) =>
        queries.listRecordSets({ ...question, hidesBodyWeight: true }),
      listBestSets: (question: Parameters<Queries['listBestSets']>[0]) =>
        queries.listBestSets({ ...question, hidesBodyWeight: true }),
      listLatestPerformances: (question: Parameters<Queries['listLatestPerformances']>[0]) =>
        queries.listLatestPerformances({ ...question, hidesBodyWeight: true }),
      getDiscussion: (question: Parameters<Queries['getDiscussion']>[0]) =>
        queries.getDiscussion({ ...question, coach: right.coach }),
      listDiscussions: (question: Parameters<Queries['listDiscussions']>[0]) =>
        queries.listDiscussions({ ...question, coach: right.coach, unreadBy: question.unreadBy && 'coach' }),
      ...plansOf(queries, right.athlete),
    };
    const entries = Object.entries(all).map(([name, query]) => [name, checked(query as never)]);
    return Object.fromEntries(entries) as Queries;
  };
}

/** The queries of plans as others read them: those of the athlete, as other accounts see them. */
export const plansOf = (queries: Queries, athlete: AccountId): Pick<Queries, 'getPlan' | 'getUnit' | 'listPlans'> => ({
  async getPlan(question: Parameters<Queries['getPlan']>[0]) {
    const found = await queries.getPlan(question);
    const plan = found && (JSON.parse(found.doc) as PlanDocument);
    if (!found || plan?.userId !== athlete) return null;
    return { ...found, doc: JSON.stringify({ ...plan, access: 'read', grants: [] }) };
  },
  async getUnit(question: Parameters<Queries['getUnit']>[0]) {
    const found = await queries.getUnit(question);
    const unit = found && (JSON.parse(found.doc.toString()) as UnitDocument);
    if (!found || unit?.userId !== athlete) return null;
    return { ...found, doc: JSON.stringify({ ...unit, access: 'read', grants: [] }) };
  },
  async listPlans(question: Parameters<Queries['listPlans']>[0]) {
    const found = await queries.listPlans({ ...question, scope: 'mine' });
    return { ...found, body: found.body.replaceAll('"access":"owner"', '"access":"read"') };
  },
});
