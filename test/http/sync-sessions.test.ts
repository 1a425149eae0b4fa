import { expect } from 'chai';
import { entryId, exerciseId, made, outcomesOf, type SyncCommand, sessionId, setId, sync } from './support/batches.ts';
import type { Client } from './support/client.ts';
import { useApp } from './support/use-app.ts';

const here = `/training-sessions/${sessionId()}`;

describe('sessions and own exercises of a batch', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
  });

  it('records and replaces whole sessions', async () => {
    const entry = { id: entryId(), name: 'Squat', mode: 'reps', sets: [{ id: setId(1), reps: 1 }] };
    const second = { id: entryId(2), name: 'Plank', mode: 'time', sets: [] };
    const inSecond = {
      ...made.logSet(2, { reps: undefined, seconds: 60 }),
      path: { id: sessionId(), entryId: entryId(2) },
    };
    const batch = [
      ...[made.logSet(3), made.start({ exercises: [entry], endedAt: '2026-03-01T10:00:00Z' })],
      made.edit({ endedAt: '2026-03-01T10:30:00Z' }),
      // The sets before this command remain, because it names them.
      made.replace({
        endedAt: '2026-03-01T10:30:00Z',
        exercises: [{ ...entry, sets: [...entry.sets, { id: setId(3), reps: 3 }] }, second],
      }),
      ...[inSecond, made.correctSet(3, { reps: 4 })],
    ];
    expect(outcomesOf(await sync(athlete, batch))).to.deep.equal(batch.map(() => 'accepted'));
    const { json } = await athlete.get(here);
    expect(
      json.exercises.map(({ sets }: { sets: { reps: number | null }[] }) => sets.map(({ reps }) => reps)),
    ).to.deep.equal([...[[1, 4], [null]]]);
    const unconditional = { ...made.replace({}, 'r2'), ifMatch: undefined };
    const wrong = made.replace({ exercises: [{ ...entry, id: entryId(7), mode: 'wrong' }] }, 'r3');
    const dependent = { ...made.logSet(9), path: { id: sessionId(), entryId: entryId(7) } };
    expect(outcomesOf(await sync(athlete, [wrong, dependent, unconditional]))).to.deep.equal([
      ...['refused validation', 'refused depends-on-refused', 'refused precondition-required'],
    ]);
  });

  it('adds own exercises before the sessions that use them, and deletes them after', async () => {
    await the.app.addReferenceItems();
    const remove = { key: 'gone', operation: 'deleteExercise', path: { id: exerciseId() } };
    const entry = { ...made.addEntry(), body: { id: entryId(), exerciseId: exerciseId() } };
    const batch: readonly SyncCommand[] = [remove, entry, made.start(), made.addExercise()];
    expect(outcomesOf(await sync(athlete, batch))).to.deep.equal(batch.map(() => 'accepted'));
    expect((await athlete.get(here)).json.exercises[0]).to.include({ name: 'Zercher squat', mode: 'reps' });
    const later = { ...made.addEntry({}, 'later'), body: { id: entryId(2), exerciseId: exerciseId() } };
    const unknown = { ...made.addEntry({}, 'unknown'), body: { id: entryId(3), exerciseId: exerciseId(2) } };
    expect(outcomesOf(await sync(athlete, [later, unknown]))).to.deep.equal([
      ...['refused exercise-not-found', 'deferred exercise-not-found'],
    ]);
    const named = [made.addExercise({ id: exerciseId(3) }, 'x3'), made.addExercise({ id: exerciseId(4) }, 'x4')];
    expect(outcomesOf(await sync(athlete, named))).to.deep.equal(['accepted', 'refused exercise-name-taken']);
  });
});
