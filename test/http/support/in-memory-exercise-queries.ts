import type { ExerciseDocument } from '../../../src/documents/exercise.ts';
import type { SessionDocument } from '../../../src/documents/session.ts';
import type { ExerciseId } from '../../../src/events/ids.ts';
import { exerciseBodyOf } from '../../../src/http/exercises/exercise-body.ts';
import type { Queries } from '../../../src/queries/all.ts';
import { createReadReferenceLists } from '../../../src/use-cases/read-reference-lists.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { createFolds } from './in-memory-folds.ts';
import { pageOf, type RecordQuestion } from './in-memory-queries.ts';

type ExerciseQueries = Pick<
  Queries,
  | 'getReferenceList'
  | 'getExercise'
  | 'listExercises'
  | 'getExerciseCatalogue'
  | 'listExerciseHistory'
  | 'listExerciseNames'
>;

/** Creates in-memory queries about exercises for tests. They ignore search texts, filters and sort orders. */
export function createInMemoryExerciseQueries(
  store: InMemoryEventStore,
  record: RecordQuestion,
): ExerciseQueries & Readonly<{ ownExercises: (owner: string, imageBase: string) => Promise<readonly object[]> }> {
  const folded = createFolds<ExerciseDocument>(store, 'exercise');
  const sessions = createFolds<SessionDocument>(store, 'session');
  const readReferenceLists = createReadReferenceLists(store);

  const exercises = () => folded().map(({ document }) => document);
  const visibleTo = (caller: string) =>
    exercises().filter(({ isSystem, createdBy }) => isSystem || createdBy === caller);
  async function bodiesOf(documents: readonly ExerciseDocument[], imageBase: string) {
    const lists = await readReferenceLists();
    return documents.map((each) => exerciseBodyOf(each, lists, imageBase));
  }

  return {
    ownExercises: (owner, imageBase) =>
      bodiesOf(
        exercises().filter(({ createdBy }) => createdBy === owner),
        imageBase,
      ),
    async getReferenceList(question) {
      record(question);
      const { items } = (await readReferenceLists())[question.kind];
      const revision = (await store.read(`directory-${question.kind}`)).length - 1;
      const found = items.filter(({ id }) => question.id === undefined || id === question.id);
      return { body: JSON.stringify(found), revision };
    },
    async getExercise({ caller, imageBase, by }) {
      const found = visibleTo(caller).find((each) => {
        if ('id' in by) return each.id === by.id;
        if (each.archivedAt !== undefined) return false;
        return 'name' in by ? each.createdBy === caller && each.name === by.name : each.slug === by.slug;
      });
      if (!found) return null;
      const [body] = await bodiesOf([found], imageBase);
      return { doc: JSON.stringify(body), revision: found.revision, joined: '0', owner: found.createdBy };
    },
    async listExercises(question) {
      record(question);
      const { caller, archived = false } = question;
      const found = visibleTo(caller).filter(({ archivedAt }) => (archivedAt !== undefined) === archived);
      return pageOf(await bodiesOf(found, question.imageBase), question);
    },
    async getExerciseCatalogue({ imageBase, knownVersions }) {
      const version = String(store.all().length);
      if (knownVersions.includes(version)) return { version, body: null };
      const catalogue = exercises().filter(({ isSystem, archivedAt }) => isSystem && archivedAt === undefined);
      return { version, body: JSON.stringify({ items: await bodiesOf(catalogue, imageBase) }) };
    },
    listExerciseNames: async ({ caller }) =>
      visibleTo(caller)
        .filter(({ archivedAt }) => archivedAt === undefined)
        .map(({ id, name, aliases, isSystem }) => ({ id, name, aliases, isOwn: !isSystem })),
    async listExerciseHistory({ owner, exerciseId, ...page }) {
      const own = sessions().flatMap(({ document }) => (document.userId === owner ? [document] : []));
      return pageOf(
        own.flatMap((session) => historyOf(session, exerciseId)),
        page,
      );
    },
  };
}

function historyOf({ id, name, status, startedAt, timezone, exercises }: SessionDocument, exerciseId: ExerciseId) {
  const done = exercises.filter((entry) => entry.exerciseId === exerciseId);
  const item = { sessionId: id, sessionName: name, status, startedAt, timezone, exercises: done };
  return done.length > 0 ? [item] : [];
}
