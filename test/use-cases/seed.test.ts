import { expect } from 'chai';
import type { SeedProgress } from '../../src/use-cases/seed.ts';
import { createCatalogue, curl, exerciseId, row, seedsOf, squat } from './support/seeding.ts';

describe('seeding', () => {
  it('appends every seed once, with the actor seed and the owner system', async () => {
    const { seed, store } = createCatalogue();
    expect(await seed(seedsOf(squat, row))).to.deep.equal({ total: 5, done: 5, events: 5, refused: [] });
    for (const { metadata } of store.all()) {
      expect(metadata.actor).to.deep.equal({ id: 'seed', role: 'system', via: 'seed' });
      expect(metadata.owner).to.equal('system');
    }
    expect(await seed(seedsOf(squat, row))).to.deep.equal({ total: 5, done: 5, events: 0, refused: [] });
    expect(store.all()).to.have.length(5);
  });

  it('appends only what is new even when it wrongly assumes that nothing was seeded before', async () => {
    const { seed, store } = createCatalogue();
    await seed(seedsOf(squat, row), { isFirst: true });
    const { events } = await seed(seedsOf(squat, { ...row, safety: 'Keep your back flat.' }, curl), { isFirst: true });
    expect(events).to.equal(2);
    expect(store.all()).to.have.length(7);
  });

  it('appends one event for one changed text', async () => {
    const { seed, store, read } = createCatalogue();
    await seed(seedsOf(squat, row));
    const { events } = await seed(seedsOf({ ...squat, instructions: 'Sit down slowly.\nStand up.' }, row));
    expect(events).to.equal(1);
    expect(store.all().at(-1)).to.include({
      type: 'CatalogueExerciseRevised',
      stream: `exercise-${squat.exerciseId}`,
    });
    expect((await read(squat.exerciseId))?.instructions).to.equal('Sit down slowly.\nStand up.');
  });

  it('seeds only the requested parts', async () => {
    const { seed, store } = createCatalogue();
    expect(await seed(seedsOf(squat), { only: ['equipment'] })).to.include({ total: 1, events: 1 });
    expect(store.all().map(({ stream }) => stream)).to.deep.equal(['directory-equipment']);
    expect(await seed(seedsOf(squat), { only: ['exercises'] })).to.include({ total: 1, events: 1 });
  });

  it('reports its progress up to the end', async () => {
    const { seed } = createCatalogue();
    const reported: SeedProgress[] = [];
    await seed(seedsOf(squat, row), { onProgress: (progress) => reported.push(progress) });
    expect(reported.map(({ done }) => done)).to.deep.equal([1, 2, 3, 4, 5]);
    expect(reported.at(-1)).to.deep.equal({ total: 5, done: 5 });
  });

  it('gives the former name of a renamed exercise to another exercise', async () => {
    const { seed, read } = createCatalogue();
    await seed(seedsOf(squat, row));
    // The new exercise Curl is seeded under the name Squat while another exercise still has that name, because the
    // seeding renames that one only afterwards.
    const renamed = { ...squat, name: 'Back Squat', aliases: [] };
    const seeded = await seed(seedsOf({ ...curl, name: 'Squat' }, renamed, row));
    expect(seeded).to.deep.equal({ total: 6, done: 6, events: 2, refused: [] });
    expect(await read(squat.exerciseId)).to.include({ name: 'Back Squat', slug: 'back-squat', revision: 1 });
    expect(await read(curl.exerciseId)).to.include({ name: 'Squat', slug: 'squat' });
  });

  it('fails when the event store becomes unavailable and continues the next time', async () => {
    const { seed, seedUntil, store } = createCatalogue();
    const many = seedsOf(
      ...Array.from({ length: 200 }, (_, n) => ({ ...squat, exerciseId: exerciseId(100 + n), name: `E ${n}` })),
    );
    const outage = await seedUntil(many, 100).catch((error: unknown) => error);
    expect(outage).to.include({ code: 'unavailable' });
    const before = store.all().length;
    expect(before).to.be.within(1, 100);
    expect((await seed(many, { isFirst: true })).events).to.equal(203 - before);
    expect(store.all()).to.have.length(203);
  });
});
