import { expect } from 'chai';
import { createIds } from '../../../src/infra/local/ids.ts';
import { type InMemoryEventStore, inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { athlete, noon } from '../../support/specification.ts';
import { contentsIn, createImporter, header, sessionsIn } from './support/importer.ts';

type Workout = Readonly<{ name: string; start?: string; end?: string; sets: readonly (readonly [string, number])[] }>;

const hevyHeader = 'title,start_time,end_time,description,exercise_title,set_index,set_type,weight_kg,reps';

/** Writes a file of Hevy. The sets of a workout are the name of an exercise and a number of reps each. */
const hevy = (...workouts: readonly Workout[]): string =>
  [
    hevyHeader,
    ...workouts.flatMap(({ name, start = '12:00', end = '13:00', sets }) =>
      sets.map(([exercise, reps], index) => {
        const order = sets.slice(0, index).filter(([other]) => other === exercise).length;
        return `${name},2025-02-09 ${start},2025-02-09 ${end},,${exercise},${order},normal,60,${reps}`;
      }),
    ),
  ].join('\n');

const push: Workout = {
  name: 'Push',
  end: '12:30',
  sets: [
    ['Bench Press', 5],
    ['Bench Press', 4],
  ],
};
const cardio: Workout = { name: 'Cardio', sets: [['Running', 1]] };

describe('the identity of imported workouts', () => {
  let store: InMemoryEventStore;
  const importHevy = (csv: string) => createImporter({ store, format: 'hevy' }).importFile(csv);
  const sessionOf = (name: string) => sessionsIn(store).find((session) => session.name === name);
  beforeEach(() => {
    store = inMemoryEventStore(() => noon);
  });

  it('finds two workouts of one start again by their names, in whichever order the file has them', async () => {
    await importHevy(hevy(push, cardio));
    const [before, notes] = [sessionsIn(store), 'Slept badly'];
    const importer = createImporter({ store, format: 'hevy' });
    const session = sessionOf('Push');
    if (!session) throw new Error('There is no session Push');
    await importer.edit(session, { type: 'EditSession', data: { notes } });
    for (const file of [hevy(cardio, push), hevy(push, cardio), hevy(cardio), hevy(push)]) {
      const { counts } = await importHevy(file);
      expect(counts).to.include({ sessionsAdded: 0, sessionsUpdated: 0, added: 0, updated: 0, removed: 0 });
    }
    expect(sessionsIn(store).map(({ id }) => id)).to.deep.equal(before.map(({ id }) => id));
    expect([sessionOf('Push')?.notes, sessionOf('Cardio')?.notes]).to.deep.equal([notes, null]);
  });

  it('finds the sessions of earlier builds, whose ids were derived from the start and the order in the file', async () => {
    const ids = createIds(Buffer.alloc(32, 7));
    const idOf = (key: string) => ids.deriveAt(Date.UTC(2025, 1, 9, 12), athlete, key);
    await importHevy(hevy(push, cardio));
    expect([sessionOf('Push')?.id, sessionOf('Cardio')?.id]).to.deep.equal([
      idOf('hevy:2025-02-09T12:00:00:0'),
      idOf('hevy:2025-02-09T12:00:00#2:0'),
    ]);
    await importHevy(hevy(cardio, push));
    expect(sessionOf('Cardio')?.id).to.equal(idOf('hevy:2025-02-09T12:00:00#2:0'));
  });

  it('adds a workout of the same start that only a later file has', async () => {
    await importHevy(hevy(cardio));
    const cardioId = sessionOf('Cardio')?.id;
    const { counts } = await importHevy(hevy(push, cardio));
    expect(counts).to.include({ sessionsAdded: 1, sessionsUpdated: 0, unchanged: 1 });
    expect(sessionOf('Cardio')?.id).to.equal(cardioId);
  });

  it('does not take a workout for another one of the same start that has other sets', async () => {
    await importHevy(hevy(push));
    const { counts } = await importHevy(hevy(cardio));
    expect(counts).to.include({ sessionsAdded: 1, removed: 0 });
    expect(sessionsIn(store)).to.have.lengthOf(2);
  });

  it('keeps the session of a workout that was renamed in the app', async () => {
    await importHevy(hevy(push));
    const { counts } = await importHevy(hevy({ ...push, name: 'Chest' }));
    expect(counts).to.include({ sessionsAdded: 0, sessionsUpdated: 1, unchanged: 2 });
  });

  it('tells workouts of one start and name apart by their ends, also in a file that has only one of them', async () => {
    const long: Workout = { ...push, end: '13:30', sets: [['Dip', 8]] };
    await importHevy(hevy(push, long));
    const before = sessionsIn(store);
    for (const file of [hevy(long), hevy(push), hevy(long, push)]) {
      expect((await importHevy(file)).counts).to.include({ sessionsAdded: 0, sessionsUpdated: 0 });
    }
    expect(sessionsIn(store)).to.deep.equal(before);
  });

  it('writes nothing for the rows of an imported file in another order', async () => {
    const rows = [
      ...hevy(
        {
          name: 'Push',
          sets: [
            ['Bench Press', 5],
            ['Bench Press', 4],
            ['Squat', 3],
            ['Dip', 8],
            ['Squat', 3],
          ],
        },
        {
          name: 'Push',
          start: '18:00',
          end: '19:00',
          sets: [
            ['Dip', 9],
            ['Bench Press', 6],
            ['Dip', 7],
          ],
        },
      ).split('\n'),
    ].slice(1);
    await importHevy([hevyHeader, ...rows].join('\n'));
    const before = contentsIn(store);
    const shuffled = [3, 7, 0, 5, 2, 6, 1, 4].map((index) => rows[index]);
    for (const order of [rows.toReversed(), rows.toSorted(), shuffled, [...rows, ...rows]]) {
      const { counts } = await importHevy([hevyHeader, ...order].join('\n'));
      expect(counts).to.include({ sessions: 2, sessionsUpdated: 0, sessionsAdded: 0, sets: 8, unchanged: 8 });
    }
    expect(contentsIn(store)).to.deep.equal(before);
  });

  it('imports a workout again under the id of its place after an undo', async () => {
    const { id } = await importHevy(hevy(push, cardio));
    await createImporter({ store, format: 'hevy' }).undo(id);
    await importHevy(hevy(cardio, push));
    const [first, ...others] = sessionsIn(store).map(({ name }) => name);
    expect([first, others]).to.deep.equal(['Cardio', ['Push']]);
    expect((await importHevy(hevy(push, cardio))).counts).to.include({ sessionsAdded: 0, sessionsUpdated: 0 });
  });

  it('finds a workout of Strong again when its file numbers the workouts anew', async () => {
    const numbered = (number: number) =>
      [`Workout #,${header}`, `${number},2025-02-01 10:00:00,Legs,1h,Squat,1,100,5,0,0,,,`].join('\n');
    await createImporter({ store }).importFile(numbered(5));
    const { counts } = await createImporter({ store }).importFile(numbered(4));
    expect(counts).to.include({ sessionsAdded: 0, sessionsUpdated: 0, unchanged: 1 });
  });
});
