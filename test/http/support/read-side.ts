import { accountFold } from '../../../src/documents/account.ts';
import { type ImportDocument, importFold } from '../../../src/documents/import.ts';
import { documentOf, type Fold, type Presence, replay } from '../../../src/documents/presence.ts';
import { type SessionDocument, sessionFold } from '../../../src/documents/session.ts';
import { type AnyEvent, idOf } from '../../../src/events/event.ts';
import type { Queries } from '../../../src/queries/all.ts';
import type { ListSessions } from '../../../src/queries/sessions/list-sessions.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { exerciseSideOf } from './exercise-side.ts';

/** Answers queries by folding the log anew each time. */
export function readSideOf(store: InMemoryEventStore, asked: (question: object) => void): Queries {
  const streams = (category: string) =>
    Map.groupBy(
      store.all().filter(({ stream }) => stream.startsWith(`${category}-`)),
      ({ stream }) => idOf(stream),
    );

  const documents = <Document, Event extends AnyEvent>(category: string, fold: Fold<Presence<Document>, Event>) =>
    [...streams(category).values()].flatMap((events) => documentOf(replay(fold, events)) ?? []);
  const sessions = () => documents('session', sessionFold);
  const imports = () => documents('import', importFold);

  const accounts = () =>
    [...streams('account').values()].flatMap((events) => {
      const account = documentOf(replay(accountFold, events));
      return account ? [{ account, revision: events.length - 1 }] : [];
    });

  return {
    getSession: async ({ owner, id }) => textOf(sessions().find((s) => s.id === id && s.userId === owner)),
    getImport: async ({ owner, id }) => textOf(imports().find((i) => i.id === id && i.userId === owner)),
    listSessions: async (question) => {
      asked(question);
      const { owner, status, view } = question;
      const matching = sessions().filter((s) => s.userId === owner && (status === undefined || s.status === status));
      return envelopeOf(matching.toSorted(by(question)), question, view === 'full' ? (s) => s : summaryOf);
    },
    getAccount: async ({ id }) => {
      const found = accounts().find(({ account }) => account.id === id);
      return found ? { doc: JSON.stringify(found.account), revision: found.revision } : null;
    },
    listAccounts: async (question) => {
      asked(question);
      return envelopeOf(accounts(), question, ({ account }) => account);
    },
    waitUntilProjected: async () => {},
    ...exerciseSideOf(store, asked),
    listImports: async (question) => {
      asked(question);
      return envelopeOf(
        imports().filter(({ userId }) => userId === question.owner),
        question,
        (i) => i,
      );
    },
  };
}

const textOf = (document: SessionDocument | ImportDocument | undefined) =>
  document ? { doc: JSON.stringify(document), revision: document.revision } : null;

const envelopeOf = <Item>(
  items: readonly Item[],
  { limit, offset }: { limit: number; offset: number },
  show: (item: Item) => object,
) => JSON.stringify({ items: items.slice(offset, offset + limit).map(show), total: items.length, limit, offset });

const by =
  ({ orderBy, sortOrder }: ListSessions) =>
  (a: SessionDocument, b: SessionDocument) =>
    (String(a[orderBy]) < String(b[orderBy]) ? -1 : 1) * (sortOrder === 'asc' ? 1 : -1);

const summaryOf = ({ exercises, notes: _notes, userId: _userId, ...summary }: SessionDocument) => ({
  ...summary,
  exerciseCount: exercises.length,
  setCount: exercises.reduce((count, { sets }) => count + sets.length, 0),
});
