import { expect } from 'chai';
import fc from 'fast-check';
import { samples } from '../support/samples.ts';
import { athlete } from '../support/specification.ts';
import { createCatalogue, curl, exerciseId, row, seedsOf, squat } from './support/seeding.ts';

const id = squat.exerciseId;

describe('seeding after people have edited the catalogue', () => {
  it('keeps an edit when the seed data changes another field', async () => {
    const { seed, revise, read } = createCatalogue();
    await seed(seedsOf(squat));
    await revise(id, { instructions: 'Ours.' });
    expect((await seed(seedsOf(squat))).events).to.equal(0);
    await seed(seedsOf({ ...squat, safety: 'Brace.' }));
    expect(await read(id)).to.include({ instructions: 'Ours.', safety: 'Brace.' });
    expect((await seed(seedsOf({ ...squat, safety: 'Brace.' }))).events).to.equal(0);
  });

  it('overwrites an edit when the seed data changes the same field', async () => {
    const { seed, revise, read } = createCatalogue();
    await seed(seedsOf(squat));
    await revise(id, { instructions: 'Ours.' });
    await seed(seedsOf({ ...squat, instructions: 'Theirs.' }));
    expect((await read(id))?.instructions).to.equal('Theirs.');
  });

  it('keeps a second edit after the seed data has adopted the first one', async () => {
    const { seed, revise, read } = createCatalogue();
    await seed(seedsOf(squat));
    await revise(id, { instructions: 'Ours.' });
    const adopted = seedsOf({ ...squat, instructions: 'Ours.' });
    await seed(adopted);
    expect((await seed(adopted)).events).to.equal(0);
    await revise(id, { instructions: 'Ours again.' });
    expect((await seed(adopted)).events).to.equal(0);
    expect((await read(id))?.instructions).to.equal('Ours again.');
  });

  it('does not restore a deleted exercise', async () => {
    const { seed, remove, read } = createCatalogue();
    await seed(seedsOf(squat));
    await remove(id);
    expect((await seed(seedsOf({ ...squat, safety: 'Brace.' }))).events).to.equal(0);
    expect(await read(id)).to.equal(null);
  });

  it('adds an exercise although an athlete has an own exercise with the same name', async () => {
    const { seed, addOwn, read, store } = createCatalogue();
    await seed(seedsOf());
    await addOwn(exerciseId(50), 'Squat');
    expect(await seed(seedsOf(squat))).to.deep.equal({ total: 4, done: 4, events: 1, refused: [] });
    expect(await read(exerciseId(50))).to.include({ name: 'Squat', revision: 0, createdBy: athlete });
    expect(store.all().filter(({ metadata }) => metadata.owner === athlete)).to.have.length(1);
  });

  it('reports an exercise whose name another exercise of the catalogue has and seeds all others', async () => {
    const { seed, addToCatalogue, read, remove } = createCatalogue();
    await seed(seedsOf());
    await addToCatalogue(exerciseId(51), 'squat!');
    const seeded = await seed(seedsOf(squat, row, curl));
    expect(seeded).to.deep.equal({ total: 6, done: 6, events: 2, refused: ['Squat'] });
    expect(await read(id)).to.equal(null);
    await remove(exerciseId(51));
    expect(await seed(seedsOf(squat, row, curl))).to.include({ events: 1 });
  });

  it('reports a reference list item whose name is taken and seeds all others', async () => {
    const { seed, addEquipment, equipmentNames } = createCatalogue();
    await addEquipment('barbell');
    const seeds = seedsOf(squat);
    const equipment = [...seeds.referenceLists.equipment, { id: 2, name: 'bench', anatomicalName: null }];
    const seeded = await seed({ ...seeds, referenceLists: { ...seeds.referenceLists, equipment } });
    expect(seeded).to.deep.equal({ total: 5, done: 5, events: 4, refused: ['barbell'] });
    expect(await equipmentNames()).to.have.members(['barbell', 'bench']);
  });

  it('leaves each field with the value of its last change, by people or by the seed data', async () => {
    const step = fc.record({
      by: fc.constantFrom('person', 'seed data', 'none'),
      field: fc.constantFrom('instructions', 'safety', 'name'),
      value: fc.constantFrom('AAA', 'BBB', 'CCC'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { seed, revise, read, store } = createCatalogue();
        const start = { instructions: 'AAA', safety: 'AAA', name: 'AAA' };
        let [seeds, expected] = [start, start];
        const seedAgain = () => seed(seedsOf({ ...squat, ...seeds }));
        await seedAgain();
        for (const { by, field, value } of steps) {
          const isChange = by === 'person' || (by === 'seed data' && seeds[field] !== value);
          if (by === 'person') await revise(id, { [field]: value });
          else if (isChange) seeds = { ...seeds, [field]: value };
          if (isChange) expected = { ...expected, [field]: value };
          await seedAgain();
          expect(await read(id)).to.include(expected);
          const { length } = store.all();
          await seedAgain();
          expect(store.all()).to.have.length(length);
        }
      }),
      samples(40),
    );
  });
});
