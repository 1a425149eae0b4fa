import { expect } from 'chai';
import fc from 'fast-check';
import { claimFold, createSettleClaims } from '../../src/commands/claim.ts';
import { type Context, createExecute, type Execute } from '../../src/commands/execute.ts';
import { exercise } from '../../src/commands/exercise/decider.ts';
import { referenceList } from '../../src/commands/reference-list/decider.ts';
import type { Content } from '../../src/documents/exercise.ts';
import { DomainError } from '../../src/errors.ts';
import type { AccountId, ExerciseId } from '../../src/events/ids.ts';
import type { EventStore } from '../../src/ports/event-store.ts';
import type { SeedExercise, Seeds } from '../../src/ports/seeds.ts';
import { createReadExercise } from '../../src/use-cases/read-exercise.ts';
import { createReadReferenceLists } from '../../src/use-cases/read-reference-lists.ts';
import { createSeed, type SeedPart, type SeedProgress } from '../../src/use-cases/seed.ts';
import { memoryClaims } from '../support/in-memory-claims.ts';
import { inMemoryEventStore } from '../support/in-memory-event-store.ts';
import { athlete, noon } from '../support/specification.ts';

const idOf = (n: number) => `01900000-0000-7000-8000-0000000002${String(n).padStart(2, '0')}` as ExerciseId;
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
const squat: SeedExercise = { ...content, exerciseId: idOf(1) };
const row: SeedExercise = { ...content, exerciseId: idOf(2), name: 'Row', aliases: [] };
const curl: SeedExercise = { ...content, exerciseId: idOf(3), name: 'Curl', aliases: [] };

const seedsOf = (...exercises: readonly SeedExercise[]): Seeds => ({
  digest: '',
  referenceLists: {
    muscleGroups: [{ id: 1, name: 'quadriceps', anatomicalName: 'quadriceps femoris' }],
    equipment: [{ id: 1, name: 'barbell', anatomicalName: null }],
    exerciseTags: [{ id: 1, name: 'lower body', anatomicalName: null }],
  },
  exercises,
});

/** What seeds, superusers and athletes write to, in memory. */
function installation() {
  const store = inMemoryEventStore(() => noon);
  const claims = memoryClaims();
  const executing = (on: EventStore): Execute =>
    createExecute({
      store: on,
      settle: createSettleClaims({ claims, store: on }, new Map([[exercise.category, claimFold(exercise)]])),
      positions: { record: async () => {} },
      cache: { get: () => undefined, set: () => {}, delete: () => {} },
    });
  const execute = executing(store);
  const by = (who: AccountId, owner: Context['owner']): Context => ({
    actor: { id: who, role: 'superuser', via: 'http' },
    by: who,
    owner,
    correlationId: 'request',
    causationId: 'request',
    receivedAt: noon,
  });
  const directories = createReadReferenceLists(store);
  return {
    store,
    seed: (
      seeds: Seeds,
      options?: Readonly<{ only?: readonly SeedPart[]; isFirst?: boolean; onProgress?: (now: SeedProgress) => void }>,
    ) => createSeed({ execute, clock: () => noon, newId: () => 'run' })(seeds, options),
    /** Seeding by a process that loses the log after so many events. */
    seedUntil: (seeds: Seeds, appends: number) => {
      let left = appends;
      const append: EventStore['append'] = async (...parameters) => {
        left -= 1;
        if (left < 0) throw new DomainError('unavailable', 'The log is away.');
        return store.append(...parameters);
      };
      return createSeed({ execute: executing({ ...store, append }), clock: () => noon, newId: () => 'run' })(seeds);
    },
    revise: async (id: ExerciseId, data: Partial<Content>) =>
      execute(
        exercise,
        id,
        [{ type: 'ReviseCatalogueExercise', data, directories: await directories() }],
        by(athlete, 'system'),
      ),
    remove: (id: ExerciseId) =>
      execute(exercise, id, [{ type: 'DeleteExercise', data: { isSuperuser: true } }], by(athlete, 'system')),
    addToCatalogue: async (id: ExerciseId, name: string) =>
      execute(
        exercise,
        id,
        [
          {
            type: 'AddCatalogueExercise',
            data: { ...content, exerciseId: id, name },
            directories: await directories(),
          },
        ],
        by(athlete, 'system'),
      ),
    addOwn: async (id: ExerciseId, name: string) => {
      const data = { ...content, exerciseId: id, createdBy: athlete, name };
      const add = { type: 'AddOwnExercise', data, directories: await directories() } as const;
      return execute(exercise, id, [add], by(athlete, athlete));
    },
    addItem: (name: string) =>
      execute(referenceList, 'equipment', [{ type: 'AddItem', data: { name } }], by(athlete, 'system')),
    read: async (id: ExerciseId) => {
      const fold = await createReadExercise(store)(id);
      return fold.kind === 'present' ? fold.document : null;
    },
    items: async () => (await directories()).equipment.items.map(({ name }) => name),
  };
}

describe('seeding', () => {
  it('adds everything once, by the seeds and for nobody', async () => {
    const { seed, store } = installation();
    expect(await seed(seedsOf(squat, row))).to.deep.equal({ total: 5, done: 5, events: 5, refused: [] });
    for (const { metadata } of store.all()) {
      expect(metadata.actor).to.deep.equal({ id: 'seed', role: 'system', via: 'seed' });
      expect(metadata.owner).to.equal('system');
    }
    expect(await seed(seedsOf(squat, row))).to.deep.equal({ total: 5, done: 5, events: 0, refused: [] });
    expect(store.all()).to.have.length(5);
  });

  it('takes itself for the first without harm where it is not', async () => {
    const { seed, store } = installation();
    await seed(seedsOf(squat, row), { isFirst: true });
    const { events } = await seed(seedsOf(squat, { ...row, safety: 'Keep your back flat.' }, curl), { isFirst: true });
    expect(events).to.equal(2);
    expect(store.all()).to.have.length(7);
  });

  it('writes one event for one instruction that has changed', async () => {
    const { seed, store, read } = installation();
    await seed(seedsOf(squat, row));
    const { events } = await seed(seedsOf({ ...squat, instructions: 'Sit down slowly.\nStand up.' }, row));
    expect(events).to.equal(1);
    expect(store.all().at(-1)).to.include({ type: 'CatalogueExerciseRevised', stream: `exercise-${idOf(1)}` });
    expect((await read(idOf(1)))?.instructions).to.equal('Sit down slowly.\nStand up.');
  });

  it('brings only the parts that it is asked for', async () => {
    const { seed, store } = installation();
    expect(await seed(seedsOf(squat), { only: ['equipment'] })).to.include({ total: 1, events: 1 });
    expect(store.all().map(({ stream }) => stream)).to.deep.equal(['directory-equipment']);
    expect(await seed(seedsOf(squat), { only: ['exercises'] })).to.include({ total: 1, events: 1 });
  });

  it('tells how far it is, up to the end', async () => {
    const { seed } = installation();
    const told: SeedProgress[] = [];
    await seed(seedsOf(squat, row), { onProgress: (now) => told.push(now) });
    expect(told.map(({ done }) => done)).to.deep.equal([1, 2, 3, 4, 5]);
    expect(told.at(-1)).to.deep.equal({ total: 5, done: 5 });
  });

  describe('meets what people did', () => {
    it('and keeps their edits, whatever the seeds change beside them', async () => {
      const { seed, revise, read } = installation();
      await seed(seedsOf(squat));
      await revise(idOf(1), { instructions: 'Ours.' });
      expect((await seed(seedsOf(squat))).events).to.equal(0);
      await seed(seedsOf({ ...squat, safety: 'Brace.' }));
      expect(await read(idOf(1))).to.include({ instructions: 'Ours.', safety: 'Brace.' });
      expect((await seed(seedsOf({ ...squat, safety: 'Brace.' }))).events).to.equal(0);
    });

    it('and goes before them where the seeds change the same', async () => {
      const { seed, revise, read } = installation();
      await seed(seedsOf(squat));
      await revise(idOf(1), { instructions: 'Ours.' });
      await seed(seedsOf({ ...squat, instructions: 'Theirs.' }));
      expect((await read(idOf(1)))?.instructions).to.equal('Theirs.');
    });

    it('and does not go back on an edit that the seeds had come to agree with', async () => {
      const { seed, revise, read } = installation();
      await seed(seedsOf(squat));
      await revise(idOf(1), { instructions: 'Ours.' });
      const agreed = seedsOf({ ...squat, instructions: 'Ours.' });
      await seed(agreed);
      expect((await seed(agreed)).events).to.equal(0);
      await revise(idOf(1), { instructions: 'Ours, once more.' });
      expect((await seed(agreed)).events).to.equal(0);
      expect((await read(idOf(1)))?.instructions).to.equal('Ours, once more.');
    });

    it('and does not bring back what they deleted', async () => {
      const { seed, remove, read } = installation();
      await seed(seedsOf(squat));
      await remove(idOf(1));
      expect((await seed(seedsOf({ ...squat, safety: 'Brace.' }))).events).to.equal(0);
      expect(await read(idOf(1))).to.equal(null);
    });

    it('and leaves their own exercises alone, which do not stand in its way', async () => {
      const { seed, addOwn, read, store } = installation();
      await seed(seedsOf());
      await addOwn(idOf(50), 'Squat');
      expect(await seed(seedsOf(squat))).to.deep.equal({ total: 4, done: 4, events: 1, refused: [] });
      expect(await read(idOf(50))).to.include({ name: 'Squat', revision: 0, createdBy: athlete });
      expect(store.all().filter(({ metadata }) => metadata.owner === athlete)).to.have.length(1);
    });

    it('and tells of a name that they have taken, while all else is seeded', async () => {
      const { seed, addToCatalogue, read, remove } = installation();
      await seed(seedsOf());
      await addToCatalogue(idOf(51), 'squat!');
      const seeded = await seed(seedsOf(squat, row, curl));
      expect(seeded).to.deep.equal({ total: 6, done: 6, events: 2, refused: ['Squat'] });
      expect(await read(idOf(1))).to.equal(null);
      await remove(idOf(51));
      expect(await seed(seedsOf(squat, row, curl))).to.include({ events: 1 });
    });

    it('and does the same for the names of directories', async () => {
      const { seed, addItem, items } = installation();
      await addItem('barbell');
      const more = { ...seedsOf(squat) };
      const equipment = [...more.referenceLists.equipment, { id: 2, name: 'bench', anatomicalName: null }];
      const seeded = await seed({ ...more, referenceLists: { ...more.referenceLists, equipment } });
      expect(seeded).to.deep.equal({ total: 5, done: 5, events: 4, refused: ['barbell'] });
      expect(await items()).to.have.members(['barbell', 'bench']);
    });
  });

  it('keeps a renamed exercise the same exercise, and lets another one have its name', async () => {
    const { seed, read } = installation();
    await seed(seedsOf(squat, row));
    // The newcomer comes first, when its name is still held.
    const newcomer = { ...curl, name: 'Squat' };
    const seeded = await seed(seedsOf(newcomer, { ...squat, name: 'Back Squat', aliases: [] }, row));
    expect(seeded).to.deep.equal({ total: 6, done: 6, events: 2, refused: [] });
    expect(await read(idOf(1))).to.include({ name: 'Back Squat', slug: 'back-squat', revision: 1 });
    expect(await read(idOf(3))).to.include({ name: 'Squat', slug: 'squat' });
  });

  it('ends at an outage, and goes on from there the next time', async () => {
    const { seed, seedUntil, store } = installation();
    const many = seedsOf(
      ...Array.from({ length: 200 }, (_, n) => ({ ...squat, exerciseId: idOf(100 + n), name: `E ${n}` })),
    );
    const outage = await seedUntil(many, 100).catch((error: unknown) => error);
    expect(outage).to.include({ code: 'unavailable' });
    const before = store.all().length;
    expect(before).to.be.within(1, 100);
    expect((await seed(many, { isFirst: true })).events).to.equal(203 - before);
    expect(store.all()).to.have.length(203);
  });

  it('gives each member to whoever changed it last, a person or the seeds, whatever the order', async () => {
    const members = ['instructions', 'safety', 'name'] as const;
    const step = fc.record({
      by: fc.constantFrom('person', 'seeds', 'nobody'),
      member: fc.constantFrom(...members),
      value: fc.constantFrom('A', 'B', 'C'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { seed, revise, read, store } = installation();
        const start = { instructions: 'A', safety: 'A', name: 'A' };
        let [seeds, stands] = [start, start];
        await seed(seedsOf({ ...squat, ...seeds }));
        for (const { by, member, value } of steps) {
          if (by === 'person') await revise(idOf(1), { [member]: value });
          if (by === 'seeds' && seeds[member] !== value) seeds = { ...seeds, [member]: value };
          else if (by === 'seeds') continue;
          if (by !== 'nobody') stands = { ...stands, [member]: value };
          await seed(seedsOf({ ...squat, ...seeds }));
          expect(await read(idOf(1))).to.include(stands);
          const { length } = store.all();
          await seed(seedsOf({ ...squat, ...seeds }));
          expect(store.all()).to.have.length(length);
        }
      }),
    );
  });
});
