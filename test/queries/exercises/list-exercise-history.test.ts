import { expect } from 'chai';
import type { AccountId, ExerciseId } from '../../../src/events/ids.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { type ListExerciseHistory, listExerciseHistory } from '../../../src/queries/exercises/list-exercise-history.ts';
import { createMemoryLog } from '../../projections/support/memory-log.ts';
import { idFor, ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { createReadTables } from '../support/read-tables.ts';
import { createSessionWriter } from '../support/session-writer.ts';

const [squat, row, unused] = [1, 2, 3].map((number) => idFor(5, number) as ExerciseId);

/** Sessions of the test: number, owner, start, exercises in order, and whether the session is deleted. */
const sessions: readonly (readonly [number, number, string, readonly (ExerciseId | null | undefined)[], boolean?])[] = [
  [1, 1, '2026-01-01T08:00:00.000000Z', [squat, row, squat]],
  [2, 1, '2026-01-03T08:00:00.000000Z', [row]],
  [3, 1, '2026-01-02T08:00:00.000000Z', [null, squat]],
  [4, 1, '2026-01-02T08:00:00.000000Z', [squat]],
  [5, 1, '2026-01-04T08:00:00.000000Z', [squat], true],
  [6, 2, '2026-01-05T08:00:00.000000Z', [squat]],
];

describe('list the history of an exercise', () => {
  const database = useDatabase();
  let reader: Reader;

  before(async () => {
    const log = createMemoryLog();
    const tables = await createReadTables(database.db, log.all);
    reader = tables.reader;
    for (const [number, owner, startedAt, exercises, isDeleted] of sessions) {
      const session = createSessionWriter(log, number, ownerId(owner));
      session.start({ startedAt, timezone: 'Europe/Berlin', name: `Day ${number}` });
      for (const [at, exerciseId = null] of exercises.entries()) {
        // In one session another exercise was done instead of the planned one, which thus has no history.
        const entryId = session.addExercise(exerciseId, `Typed name ${at}`, number === 3 ? unused : null);
        session.logSet(entryId, { value: 61.23496995, unit: 'kg' });
      }
      if (isDeleted) session.write('SessionDeleted', {});
    }
    await tables.project();
  });

  const list = async (exerciseId: ExerciseId | undefined, change: Partial<ListExerciseHistory> = {}) => {
    const owner = ownerId(1) as AccountId;
    const usual = { owner, requiredPosition: () => 0n, sortOrder: 'desc', limit: 20, offset: 0 } as const;
    const question = { exerciseId: exerciseId as ExerciseId, ...usual, ...change };
    return JSON.parse((await listExerciseHistory(reader, question)).body);
  };
  const numbers = async (...asked: Parameters<typeof list>) =>
    (await list(...asked)).items.map(
      (item: { sessionId: string }) => sessions.find(([number]) => sessionId(number) === item.sessionId)?.[0],
    );

  it('lists the owner’s sessions with an exercise, sorted by start and then by id', async () => {
    expect(await numbers(squat)).to.deep.equal([4, 3, 1]);
    expect(await numbers(squat, { sortOrder: 'asc' })).to.deep.equal([1, 3, 4]);
    expect(await numbers(row)).to.deep.equal([2, 1]);
    expect(await numbers(squat, { owner: ownerId(2) as AccountId })).to.deep.equal([6]);
    expect(await list(unused)).to.deep.equal({ items: [], total: 0, limit: 20, offset: 0 });
  });

  it('returns the total of an exercise’s history on every page and past the last one', async () => {
    expect(await numbers(squat, { limit: 1, offset: 1 })).to.deep.equal([3]);
    expect(await list(squat, { limit: 2, offset: 40 })).to.deep.equal({ items: [], total: 3, limit: 2, offset: 40 });
  });

  it('shows the entries of the exercise in each session, with names and numbers as they were typed', async () => {
    const [item] = (await list(squat, { sortOrder: 'asc', limit: 1 })).items;
    const { exercises, ...session } = item;
    expect(session).to.deep.equal({
      ...{ sessionId: sessionId(1), sessionName: 'Day 1', status: 'in_progress' },
      ...{ startedAt: '2026-01-01T08:00:00.000000Z', timezone: 'Europe/Berlin' },
    });
    const entries = exercises as { name: string; order: number; sets: { weight: { value: number } }[] }[];
    expect(entries.map(({ name, order }) => [name, order])).to.deep.equal([
      ['Typed name 0', 0],
      ['Typed name 2', 2],
    ]);
    expect(entries[0]?.sets[0]?.weight.value).to.equal(61.23496995);
  });
});
