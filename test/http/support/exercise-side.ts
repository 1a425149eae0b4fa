import type { ReferenceLists } from '../../../src/commands/exercise/references.ts';
import { type ExerciseDocument, exerciseFold } from '../../../src/documents/exercise.ts';
import { documentOf, replay } from '../../../src/documents/presence.ts';
import { sessionFold } from '../../../src/documents/session.ts';
import { idOf } from '../../../src/events/event.ts';
import { exerciseBodyOf } from '../../../src/http/exercises/exercise-body.ts';
import type { Queries } from '../../../src/queries/all.ts';
import { createReadReferenceLists } from '../../../src/use-cases/read-reference-lists.ts';
import type { InMemoryEventStore } from '../../support/in-memory-event-store.ts';

type Side = Pick<
  Queries,
  | 'getReferenceList'
  | 'getExercise'
  | 'listExercises'
  | 'getExerciseCatalogue'
  | 'listExerciseHistory'
  | 'listExerciseNames'
>;

/** Answers questions about exercises by folding the log anew each time; searches, filters and orders are for the real queries. */
export function exerciseSideOf(store: InMemoryEventStore, asked: (question: object) => void): Side {
  const streams = (category: string) =>
    Map.groupBy(
      store.all().filter(({ stream }) => stream.startsWith(`${category}-`)),
      ({ stream }) => idOf(stream),
    );
  const exercises = (): ExerciseDocument[] =>
    [...streams('exercise').values()].flatMap((events) => documentOf(replay(exerciseFold, events)) ?? []);
  const directories = createReadReferenceLists(store);
  const show = (document: ExerciseDocument, at: ReferenceLists, base: string) => exerciseBodyOf(document, at, base);

  return {
    async getReferenceList(list) {
      asked(list);
      const { items } = (await directories())[list.kind];
      const revision = (streams('directory').get(list.kind)?.length ?? 0) - 1;
      const found = items.filter(({ id }) => list.id === undefined || id === list.id);
      return { body: JSON.stringify(found), revision };
    },
    async getExercise({ caller, imageBase, by }) {
      const found = exercises().find((each) => {
        if ('id' in by) return each.id === by.id;
        return 'name' in by ? each.createdBy === caller && each.name === by.name : each.slug === by.slug;
      });
      if (!found) return null;
      const doc = JSON.stringify(show(found, await directories(), imageBase));
      return { doc, revision: found.revision, joined: '0', owner: found.createdBy };
    },
    async listExercises(list) {
      asked(list);
      const at = await directories();
      const { caller, limit, offset, imageBase } = list;
      const all = exercises().filter(({ isSystem, createdBy }) => isSystem || createdBy === caller);
      const items = all.slice(offset, offset + limit).map((each) => show(each, at, imageBase));
      return JSON.stringify({ items, total: all.length, limit, offset });
    },
    async getExerciseCatalogue({ imageBase, knownVersions }) {
      const at = await directories();
      const version = String(store.all().length);
      const items = exercises().filter(({ isSystem }) => isSystem);
      const body = JSON.stringify({ items: items.map((each) => show(each, at, imageBase)) });
      return { version, body: knownVersions.includes(version) ? null : body };
    },
    async listExerciseNames({ caller }) {
      const visible = exercises().filter(({ isSystem, createdBy }) => isSystem || createdBy === caller);
      return visible.map(({ id, name, aliases, isSystem }) => ({ id, name, aliases, isOwn: !isSystem }));
    },
    async listExerciseHistory({ owner, exerciseId, limit, offset }) {
      const items = [...streams('session').values()].flatMap((events) => {
        const document = documentOf(replay(sessionFold, events));
        if (document?.userId !== owner) return [];
        const done = document.exercises.filter((entry) => entry.exerciseId === exerciseId);
        return done.length > 0 ? [{ sessionId: document.id, exercises: done }] : [];
      });
      return JSON.stringify({ items: items.slice(offset, offset + limit), total: items.length, limit, offset });
    },
  };
}
