import { createAggregates } from '../../../src/commands/aggregates.ts';
import { createTakeClaims } from '../../../src/commands/claim.ts';
import type { Context } from '../../../src/commands/context.ts';
import { createExecute } from '../../../src/commands/execute.ts';
import { exercise } from '../../../src/commands/exercise/decider.ts';
import { referenceList } from '../../../src/commands/reference-list/decider.ts';
import type { Content } from '../../../src/documents/exercise.ts';
import { documentOf } from '../../../src/documents/presence.ts';
import { DomainError } from '../../../src/errors.ts';
import type { ExerciseId } from '../../../src/events/ids.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import type { SeedExercise, Seeds } from '../../../src/ports/seeds.ts';
import { createReadAggregate } from '../../../src/use-cases/read-aggregate.ts';
import { createReadReferenceLists } from '../../../src/use-cases/read-reference-lists.ts';
import { createSeed } from '../../../src/use-cases/seed.ts';
import { memoryClaims } from '../../support/in-memory-claims.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { memoryQuotas } from '../../support/in-memory-quotas.ts';
import { athlete, noon } from '../../support/specification.ts';

export const exerciseId = (n: number) =>
  `01900000-0000-7000-8000-0000000002${String(n).padStart(2, '0')}` as ExerciseId;

const content: Content = {
  name: 'Squat',
  aliases: ['Back Squat'],
  instructions: 'Sit down.\nStand up.',
  safety: null,
  category: 'strength',
  difficultyLevel: 'beginner',
  force: 'push',
  mechanic: 'compound',
  primaryMuscles: [1],
  secondaryMuscles: [],
  equipment: [1],
  tags: [1],
  metrics: ['weight', 'reps'],
  imagePathStart: null,
  imagePathEnd: null,
};
export const squat: SeedExercise = { ...content, exerciseId: exerciseId(1) };
export const row: SeedExercise = { ...content, exerciseId: exerciseId(2), name: 'Row', aliases: [] };
export const curl: SeedExercise = { ...content, exerciseId: exerciseId(3), name: 'Curl', aliases: [] };

/** Makes seed data from these exercises, with one item in each reference list. */
export const seedsOf = (...exercises: readonly SeedExercise[]): Seeds => ({
  digest: '',
  referenceLists: {
    muscleGroups: [{ id: 1, name: 'quadriceps', anatomicalName: 'quadriceps femoris' }],
    equipment: [{ id: 1, name: 'barbell', anatomicalName: null }],
    exerciseTags: [{ id: 1, name: 'lower body', anatomicalName: null }],
  },
  exercises,
});

const contextOf = (owner: Context['owner']): Context => ({
  actor: { id: athlete, role: 'superuser', via: 'http' },
  by: athlete,
  owner,
  correlationId: 'request',
  causationId: 'request',
  receivedAt: noon,
});

/** Creates a log in memory, with functions that write seed data and the exercises of superusers and athletes to it. */
export function createCatalogue() {
  const store = inMemoryEventStore(() => noon);
  const claims = memoryClaims();
  const aggregates = createAggregates({ adminEmail: 'admin@example.com' });
  const executeOver = (target: EventStore) =>
    createExecute({
      store: target,
      takeClaims: createTakeClaims({ claims, quotas: memoryQuotas(), store: target, aggregates }),
      positions: { record: async () => {} },
      cache: { get: () => undefined, set: () => {}, delete: () => {} },
    });
  const seedOver = (target: EventStore) =>
    createSeed({ execute: executeOver(target), clock: () => noon, newId: () => 'run' });
  const execute = executeOver(store);
  const readReferenceLists = createReadReferenceLists(store);
  return {
    store,
    seed: seedOver(store),
    /** Writes seed data to a store that fails after `appends` appends, like an interrupted seeding. */
    seedUntil(seeds: Seeds, appends: number) {
      let left = appends;
      const append: EventStore['append'] = async (...parameters) => {
        left -= 1;
        if (left < 0) throw new DomainError('unavailable', 'The event store cannot be reached.');
        return store.append(...parameters);
      };
      return seedOver({ ...store, append })(seeds);
    },
    async revise(id: ExerciseId, data: Partial<Content>) {
      const revise = { type: 'ReviseCatalogueExercise', data, referenceLists: await readReferenceLists() } as const;
      return execute(exercise, id, [revise], contextOf('system'));
    },
    remove: (id: ExerciseId) =>
      execute(exercise, id, [{ type: 'DeleteExercise', data: { isSuperuser: true } }], contextOf('system')),
    async addToCatalogue(id: ExerciseId, name: string) {
      const data = { ...content, exerciseId: id, name };
      const add = { type: 'AddCatalogueExercise', data, referenceLists: await readReferenceLists() } as const;
      return execute(exercise, id, [add], contextOf('system'));
    },
    async addOwn(id: ExerciseId, name: string) {
      const data = { ...content, exerciseId: id, createdBy: athlete, name };
      const add = { type: 'AddOwnExercise', data, referenceLists: await readReferenceLists() } as const;
      return execute(exercise, id, [add], contextOf(athlete));
    },
    addEquipment: (name: string) =>
      execute(referenceList, 'equipment', [{ type: 'AddItem', data: { name } }], contextOf('system')),
    read: async (id: ExerciseId) => documentOf(await createReadAggregate(store)(exercise, id)),
    equipmentNames: async () => (await readReferenceLists()).equipment.items.map(({ name }) => name),
  };
}
