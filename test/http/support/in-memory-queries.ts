import type { AccountDocument } from '../../../src/documents/account.ts';
import type { ExerciseDocument } from '../../../src/documents/exercise.ts';
import type { ImportDocument } from '../../../src/documents/import.ts';
import { localDay } from '../../../src/documents/local-day.ts';
import type { MeasurementDocument } from '../../../src/documents/measurement.ts';
import type { PlanDocument } from '../../../src/documents/plan.ts';
import type { ProfileDocument } from '../../../src/documents/profile.ts';
import type { ScheduleDocument } from '../../../src/documents/schedule.ts';
import type { SessionDocument } from '../../../src/documents/session.ts';
import { accessOf, type Shareable, shownTo } from '../../../src/documents/sharing.ts';
import type { UnitDocument } from '../../../src/documents/unit.ts';
import type { AccountId, Instant } from '../../../src/events/ids.ts';
import type { SharingScope } from '../../../src/events/values.ts';
import { unitBodyOf } from '../../../src/http/training-units/unit-body.ts';
import type { Queries } from '../../../src/queries/all.ts';
import type { ListSessions } from '../../../src/queries/sessions/list-sessions.ts';
import type { ListPage, Page } from '../../../src/queries/statements/list.ts';
import { createReadReferenceLists } from '../../../src/use-cases/read-reference-lists.ts';
import type { InMemoryDataReads } from '../../support/in-memory-data-reads.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { createPlainStatistics } from '../../support/plain-statistics.ts';
import { createInMemoryAthleteChanges } from './in-memory-athlete-changes.ts';
import { createInMemoryChanges } from './in-memory-changes.ts';
import { createInMemoryCoachingQueries } from './in-memory-coaching-queries.ts';
import { createInMemoryDiscussionQueries } from './in-memory-discussion-queries.ts';
import { createInMemoryExerciseQueries } from './in-memory-exercise-queries.ts';
import { createFolds } from './in-memory-folds.ts';
import { createInMemoryMeasurementQueries } from './in-memory-measurement-queries.ts';
import { createInMemoryPlaces } from './in-memory-places.ts';
import { createInMemoryPlainQueries } from './in-memory-plain-queries.ts';
import { createInMemoryReviews } from './in-memory-reviews.ts';
import { createInMemoryRosterQueries } from './in-memory-roster-queries.ts';
import { createInMemorySupportAccesses } from './in-memory-support-queries.ts';

/**
 * Records the parameters of a list query. In-memory queries ignore most filters, so tests check the recorded parameters
 * instead.
 */
export type RecordQuestion = (question: object) => void;

/** Creates queries that fold the log in memory at each call, so that their answers are always up to date. */
export function createInMemoryQueries(
  store: InMemoryEventStore,
  record: RecordQuestion,
  { dataReads, clock }: Readonly<{ dataReads: InMemoryDataReads; clock: () => Instant }>,
): Queries {
  const sessions = createFolds<SessionDocument>(store, 'session');
  const imports = createFolds<ImportDocument>(store, 'import');
  const accounts = createFolds<AccountDocument>(store, 'account');
  const units = createFolds<UnitDocument>(store, 'unit');
  const plans = createFolds<PlanDocument>(store, 'plan');
  const schedules = createFolds<ScheduleDocument>(store, 'schedule');
  const profiles = createFolds<ProfileDocument>(store, 'profile');
  const measurements = createFolds<MeasurementDocument>(store, 'measurement');

  const exercises = createFolds<ExerciseDocument>(store, 'exercise');
  const readReferenceLists = createReadReferenceLists(store);
  const bodyOf = async (unit: UnitDocument) => unitBodyOf(unit, await readReferenceLists());
  const statistics = createPlainStatistics({
    sessions: () => sessions().map(({ document }) => document),
    exercises: () => exercises().map(({ document }) => document),
    measurements: () => measurements().map(({ document }) => document),
    muscles: async () => new Map((await readReferenceLists()).muscleGroups.items.map(({ id, name }) => [id, name])),
  });

  const { ownExercises, ...exerciseQueries } = createInMemoryExerciseQueries(store, record);
  const documents = {
    ...createInMemoryPlainQueries(store, record),
    ...createInMemoryCoachingQueries(store, record, clock),
    ...createInMemorySupportAccesses(store, record, clock),
    ...createInMemoryDiscussionQueries(store, record, clock),
    ...exerciseQueries,
    getSession: ownDocument(sessions),
    getPlan: readableDocument(plans),
    getUnit: withBody(
      bodyOf,
      readableDocument(units, (unit, account) =>
        plans().some(({ document }) => {
          const isPart = document.units.some(({ unitId }) => unitId === unit.id);
          return isPart && document.userId === unit.userId && accessOf(document, account) !== null;
        }),
      ),
    ),
    getAccount: async ({ id }: Readonly<{ id: string }>) =>
      textOf(accounts().find(({ document }) => document.id === id)),
  };
  return {
    ...documents,
    ...createInMemoryChanges(store, documents),
    ...createInMemoryMeasurementQueries(store, record),
    ...createInMemoryRosterQueries(store),
    listAthleteChanges: createInMemoryAthleteChanges(store, clock),
    ...createInMemoryReviews(store, clock),
    ...statistics,
    waitUntilProjected: async () => {},
    ...createInMemoryPlaces(store),
    listDataReads: async (question) => pageOf(dataReads.itemsOf(question), question),
    async listSessions(question) {
      record(question);
      const { owner, status, view } = question;
      const own = documentsOf(sessions, owner);
      const matching = own.filter((each) => status === undefined || each.status === status);
      const shown = matching.toSorted(inOrder(question)).map((each) => (view === 'full' ? each : summaryOf(each)));
      return pageOf(shown, question);
    },
    async listUnits(question) {
      record(question);
      const { owner, scope, archived } = question;
      const readable = readableDocuments(units, owner).filter(isInScope[scope]);
      const matching = readable.filter(
        ({ archivedAt }) => archived === undefined || archived === (archivedAt !== null),
      );
      return pageOf(
        matching.map(({ exercises, grants: _, ...summary }) => ({ ...summary, exerciseCount: exercises.length })),
        question,
      );
    },
    async listPlans(question) {
      record(question);
      const { owner, scope, archived } = question;
      const readable = readableDocuments(plans, owner).filter(isInScope[scope]);
      const matching = readable.filter(
        ({ archivedAt }) => archived === undefined || archived === (archivedAt !== null),
      );
      return pageOf(
        matching.map(({ units, grants: _, ...summary }) => ({ ...summary, unitCount: units.length })),
        question,
      );
    },
    async listGranted({ account }) {
      const things = [...units(), ...plans()].map(({ document }) => document);
      const granted = things.filter(({ grants }) => grants.some(({ accountId }) => accountId === account));
      return granted.map((each) => ({ stream: `${'units' in each ? 'plan' : 'unit'}-${each.id}`, owner: each.userId }));
    },
    async listUnitPerformances({ owner, unitExerciseIds, before }) {
      const earlier = documentsOf(sessions, owner).filter(({ startedAt }) => startedAt < before);
      return earlier
        .toSorted((one, other) => (one.startedAt < other.startedAt ? 1 : -1))
        .flatMap(({ id: sessionId, status, startedAt, timezone, exercises }) =>
          exercises.flatMap(({ planned, sets }) =>
            planned && unitExerciseIds.includes(planned.unitExerciseId)
              ? [{ sessionId, status, localDay: localDay(startedAt, timezone), planned, sets }]
              : [],
          ),
        );
    },
    async listPlannedSessions({ owner, planId, from }) {
      return documentsOf(sessions, owner).flatMap(({ id, status, startedAt, timezone, plan }) => {
        if (plan?.id !== planId || localDay(startedAt, timezone) < from) return [];
        const { week, day, index } = plan;
        return week === null || day === null || index === null ? [] : [{ sessionId: id, status, week, day, index }];
      });
    },
    async listUnlinkedEntries({ owner, name, limit }) {
      const unlinked = documentsOf(sessions, owner).flatMap(({ id, exercises }) => {
        const entries = exercises.filter((each) => each.name === name && each.exerciseId === null);
        return entries.length === 0 ? [] : [{ sessionId: id, entryIds: entries.map((each) => each.id) }];
      });
      return { sessions: unlinked.slice(0, limit), total: unlinked.length };
    },
    async readHistoryPage({ kind, owner, imageBase, limit, after }) {
      const found = await {
        exercise: () => ownExercises(owner, imageBase),
        profile: () => profiles().flatMap(({ document }) => (document.id === owner ? [document] : [])),
        measurement: () => documentsOf(measurements, owner),
        unit: () => Promise.all(documentsOf(units, owner).map(bodyOf)),
        plan: () => documentsOf(plans, owner),
        schedule: () => schedules().flatMap(({ document }) => (document.id === owner ? [document] : [])),
        session: () => documentsOf(sessions, owner),
        import: () => documentsOf(imports, owner),
      }[kind]();
      const { body, next } = pageOf(found, { limit, offset: 0, ...(after && { after }) });
      return { items: (JSON.parse(body).items as object[]).map((item) => JSON.stringify(item)), next };
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

/** All documents of which an account may read, as it sees them. */
const readableDocuments = <Document extends Owned & Shareable>(folds: Folds<Document>, account: AccountId) =>
  folds().flatMap(({ document }) => (accessOf(document, account) === null ? [] : [shownTo(document, account)]));

const isInScope: Readonly<Record<SharingScope, (document: Shareable) => boolean>> = {
  mine: ({ access }) => access === 'owner',
  shared: ({ access, sharing }) => access !== 'owner' && sharing === 'shared',
  public: ({ sharing }) => sharing === 'public',
};

/** A query for one document by its id that an account may read, perhaps because it is in something shared. */
const readableDocument =
  <Document extends Owned & Shareable>(
    folds: Folds<Document>,
    isInShared: (document: Document, account: AccountId) => boolean = () => false,
  ) =>
  async ({ owner, id }: Readonly<{ owner: AccountId; id: string }>) => {
    const isReadable = (each: Document) => accessOf(each, owner) !== null || isInShared(each, owner);
    const found = folds().find(({ document }) => document.id === id && isReadable(document));
    return textOf(found && { ...found, document: shownTo(found.document, owner) });
  };

type Read = (question: Readonly<{ owner: AccountId; id: string }>) => Promise<ReturnType<typeof textOf>>;

/** The same query with response bodies instead of documents. */
const withBody =
  <Document>(bodyOf: (document: Document) => Promise<object>, read: Read): Read =>
  async (question) => {
    const found = await read(question);
    return found && { ...found, doc: JSON.stringify(await bodyOf(JSON.parse(found.doc) as Document)) };
  };

export const textOf = (found: Readonly<{ document: object; revision: number }> | undefined) =>
  found ? { doc: JSON.stringify(found.document), revision: found.revision } : null;

/** One page of a list of documents, as JSON text. */
export function pageOf(items: readonly object[], { limit, offset, after }: Omit<Page, 'sortOrder'>): ListPage {
  const begin = after ? items.findIndex((item) => idOf(item) === after.id) + 1 : offset;
  const [shown, rest] = [items.slice(begin, begin + limit), items.slice(begin + limit)];
  const body = JSON.stringify({ items: shown, total: items.length, limit, offset });
  return { body, next: rest.length > 0 ? { key: null, id: idOf(shown.at(-1) ?? {}) } : null };
}

const idOf = (item: Readonly<{ id?: string; sessionId?: string }>): string => item.id ?? item.sessionId ?? '';

const inOrder =
  ({ orderBy, sortOrder }: ListSessions) =>
  (a: SessionDocument, b: SessionDocument) =>
    (String(a[orderBy]) < String(b[orderBy]) ? -1 : 1) * (sortOrder === 'asc' ? 1 : -1);

const summaryOf = ({ exercises, notes: _notes, userId: _userId, ...summary }: SessionDocument) => ({
  ...summary,
  exerciseCount: exercises.length,
  setCount: exercises.reduce((count, { sets }) => count + sets.length, 0),
});
