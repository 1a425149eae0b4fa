import type { AccountDocument } from '../../../src/documents/account.ts';
import { isSupportOpen, type SupportDocument, supportSideOf } from '../../../src/documents/support.ts';
import { notFound } from '../../../src/errors.ts';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import type { Queries } from '../../../src/queries/all.ts';
import type { SupportQueries } from '../../../src/queries/support/support-queries.ts';
import type { SupportRight } from '../../../src/queries/support/support-right.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { createFolds } from './in-memory-folds.ts';
import { pageOf, type RecordQuestion, textOf } from './in-memory-queries.ts';

type Own = Pick<Queries, 'getSupportAccess' | 'getSupportRight' | 'listSupportAccesses'>;

/** Creates in-memory queries about support accesses for tests. */
export function createInMemorySupportAccesses(
  store: InMemoryEventStore,
  record: RecordQuestion,
  clock: () => Instant,
): Own {
  const accesses = createFolds<SupportDocument>(store, 'support');
  const accounts = createFolds<AccountDocument>(store, 'account');
  const personOf = (id: AccountId) => {
    const found = accounts().find(({ document }) => document.id === id)?.document;
    return found ? { name: found.name, email: found.email } : null;
  };
  const itemOf = (document: SupportDocument) => ({
    ...document,
    ...{ athlete: personOf(document.athleteId), superuser: personOf(document.superuserId) },
  });

  return {
    async getSupportAccess({ id, caller }) {
      const found = accesses().find(({ document }) => document.id === id && supportSideOf(document, caller));
      const text = textOf(found && { ...found, document: itemOf(found.document) });
      return text && { ...text, joined: '1' };
    },
    async listSupportAccesses(question) {
      record(question);
      const { as, caller, open } = question;
      const found = accesses()
        .map(({ document }) => document)
        .filter((each) => (as === 'athlete' ? each.athleteId : each.superuserId) === caller)
        .filter((each) => open === undefined || isSupportOpen(each, clock()) === open);
      return pageOf(found.toReversed().map(itemOf), question);
    },
    async getSupportRight({ superuser, athlete }) {
      const found = accesses().find(
        ({ document }) =>
          document.superuserId === superuser && document.athleteId === athlete && isSupportOpen(document, clock()),
      );
      return found ? { expiresAt: found.document.expiresAt } : null;
    },
  };
}

/** Creates the queries of superusers in memory: each checks the right, and shows plans as other accounts see them. */
export const createInMemorySupportQueries =
  (queries: Queries, visitorQueries: (athlete: AccountId) => Partial<Queries>): SupportQueries =>
  (right: SupportRight) => {
    const all = { ...queries, ...visitorQueries(right.athlete) };
    const checked = <Question, Answer>(query: (question: Question) => Promise<Answer>) => {
      return async (question: Question): Promise<Answer> => {
        if (!(await queries.getSupportRight(right))) throw notFound('support');
        return query(question);
      };
    };
    const entries = Object.entries(all).map(([name, query]) => [name, checked(query as never)]);
    return Object.fromEntries(entries) as Queries;
  };
