import { accountFold } from '../../../src/documents/account.ts';
import { importFold } from '../../../src/documents/import.ts';
import { type SessionDocument, sessionFold } from '../../../src/documents/session.ts';
import type { Queries } from '../../../src/queries/all.ts';
import type { ListSessions } from '../../../src/queries/sessions/list-sessions.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { createInMemoryExerciseQueries } from './in-memory-exercise-queries.ts';
import { createFolds } from './in-memory-folds.ts';

/**
 * Records the parameters of a list query. In-memory queries ignore most filters, so tests check the recorded parameters
 * instead.
 */
export type RecordQuestion = (question: object) => void;

/** Creates queries that fold the log in memory at each call, so that their answers are always up to date. */
export function createInMemoryQueries(store: InMemoryEventStore, record: RecordQuestion): Queries {
  const sessions = createFolds(store, 'session', sessionFold);
  const imports = createFolds(store, 'import', importFold);
  const accounts = createFolds(store, 'account', accountFold);

  return {
    ...createInMemoryExerciseQueries(store, record),
    waitUntilProjected: async () => {},
    getSession: ownDocument(sessions),
    getImport: ownDocument(imports),
    getAccount: async ({ id }) => textOf(accounts().find(({ document }) => document.id === id)),
    async listSessions(question) {
      record(question);
      const { owner, status, view } = question;
      const own = documentsOf(sessions, owner);
      const matching = own.filter((each) => status === undefined || each.status === status);
      const shown = matching.toSorted(inOrder(question)).map((each) => (view === 'full' ? each : summaryOf(each)));
      return pageOf(shown, question);
    },
    async listUnlinkedEntries({ owner, name, limit }) {
      const unlinked = documentsOf(sessions, owner).flatMap(({ id, exercises }) => {
        const entries = exercises.filter((each) => each.name === name && each.exerciseId === null);
        return entries.length === 0 ? [] : [{ sessionId: id, entryIds: entries.map((each) => each.id) }];
      });
      return { sessions: unlinked.slice(0, limit), total: unlinked.length };
    },
    async listImports(question) {
      record(question);
      return pageOf(
        documentsOf(imports, question.owner).map(({ errors: _, ...listed }) => listed),
        question,
      );
    },
    async listAccounts(question) {
      record(question);
      return pageOf(
        accounts().map(({ document }) => document),
        question,
      );
    },
  };
}

type Folds<Document> = () => readonly Readonly<{ document: Document; revision: number }>[];
type Owned = Readonly<{ id: string; userId: string }>;

/** All documents of an account. */
const documentsOf = <Document extends Owned>(folds: Folds<Document>, owner: string): readonly Document[] =>
  folds().flatMap(({ document }) => (document.userId === owner ? [document] : []));

/** A query for one document of an account by its id. */
const ownDocument =
  (folds: Folds<Owned>) =>
  async ({ owner, id }: Readonly<{ owner: string; id: string }>) =>
    textOf(folds().find(({ document }) => document.id === id && document.userId === owner));

const textOf = (found: Readonly<{ document: object; revision: number }> | undefined) =>
  found ? { doc: JSON.stringify(found.document), revision: found.revision } : null;

/** One page of a list of documents, as JSON text. */
export const pageOf = (items: readonly object[], { limit, offset }: { limit: number; offset: number }): string =>
  JSON.stringify({ items: items.slice(offset, offset + limit), total: items.length, limit, offset });

const inOrder =
  ({ orderBy, sortOrder }: ListSessions) =>
  (a: SessionDocument, b: SessionDocument) =>
    (String(a[orderBy]) < String(b[orderBy]) ? -1 : 1) * (sortOrder === 'asc' ? 1 : -1);

const summaryOf = ({ exercises, notes: _notes, userId: _userId, ...summary }: SessionDocument) => ({
  ...summary,
  exerciseCount: exercises.length,
  setCount: exercises.reduce((count, { sets }) => count + sets.length, 0),
});
