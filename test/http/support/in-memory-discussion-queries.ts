import type { StoredCoaching } from '../../../src/documents/coaching.ts';
import type { DiscussionDocument } from '../../../src/documents/discussion.ts';
import type { Instant } from '../../../src/events/ids.ts';
import type { Queries } from '../../../src/queries/all.ts';
import type { DiscussionFilter } from '../../../src/queries/coaching/discussions.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { createFolds } from './in-memory-folds.ts';
import { pageOf, type RecordQuestion, textOf } from './in-memory-queries.ts';

type DiscussionQueries = Pick<Queries, 'getDiscussion' | 'listDiscussions' | 'listDiscussionsOfCoach'>;

/** Creates in-memory queries about discussions for tests. Lists have the latest change first. */
export function createInMemoryDiscussionQueries(
  store: InMemoryEventStore,
  record: RecordQuestion,
  clock: () => Instant,
): DiscussionQueries {
  const folded = createFolds<DiscussionDocument>(store, 'discussion');
  const coachings = createFolds<StoredCoaching>(store, 'coaching');
  const mayRead = ({ coachId, athleteId }: DiscussionDocument): boolean =>
    coachings().some(
      ({ document: { coachId: coach, athleteId: athlete, status, scope, expiresAt } }) =>
        coach === coachId &&
        athlete === athleteId &&
        status === 'active' &&
        scope.includes('history') &&
        (expiresAt === null || expiresAt > clock()),
    );
  const matching = ({ session, coach, unreadBy }: DiscussionFilter) =>
    folded()
      .map(({ document }) => document)
      .filter(({ sessionId }) => session === undefined || sessionId === session)
      .filter(({ coachId }) => coach === undefined || coachId === coach)
      .filter(({ unread }) => unreadBy === undefined || unread[unreadBy] > 0)
      .toSorted((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1));

  return {
    async getDiscussion({ id, owner, coach }) {
      return textOf(
        folded().find(
          ({ document }) =>
            document.id === id && document.athleteId === owner && (coach === undefined || document.coachId === coach),
        ),
      );
    },
    async listDiscussions(question) {
      record(question);
      const found = matching(question).filter(({ athleteId }) => athleteId === question.owner);
      return pageOf(found.map(itemOf), question);
    },
    async listDiscussionsOfCoach(question) {
      record(question);
      const found = matching({ ...question, coach: question.caller }).filter(mayRead);
      return pageOf(found.map(itemOf), question);
    },
  };
}

const itemOf = ({ comments, ...rest }: DiscussionDocument) => ({
  ...{ ...rest, commentCount: comments.length, lastComment: comments.at(-1) ?? null },
});
