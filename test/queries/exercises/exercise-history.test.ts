import { expect } from 'chai';
import type { AccountId, ExerciseId } from '../../../src/events/ids.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { watchCheckpoints } from '../../../src/queries/consistency/checkpoint-watch.ts';
import type { Reader } from '../../../src/queries/consistency/reader.ts';
import { type ListExerciseHistory, listExerciseHistory } from '../../../src/queries/exercises/list-exercise-history.ts';
import { firstVersions } from '../../projections/support/first-versions.ts';
import { memoryLog } from '../../projections/support/memory-log.ts';
import { decrypt, projections, reset, silent } from '../../projections/support/tables.ts';
import { idFor, ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';

const [squat, row, unused] = [1, 2, 3].map((number) => idFor(5, number) as ExerciseId);
/** Number, owner, start, the exercises done, whether it was deleted. */
const stories: readonly (readonly [number, number, string, readonly (ExerciseId | null | undefined)[], boolean?])[] = [
  [1, 1, '2026-01-01T08:00:00.000000Z', [squat, row, squat]],
  [2, 1, '2026-01-03T08:00:00.000000Z', [row]],
  [3, 1, '2026-01-02T08:00:00.000000Z', [null, squat]],
  [4, 1, '2026-01-02T08:00:00.000000Z', [squat]],
  [5, 1, '2026-01-04T08:00:00.000000Z', [squat], true],
  [6, 2, '2026-01-05T08:00:00.000000Z', [squat]],
];

describe('what somebody has done of an exercise', () => {
  const database = useDatabase();
  let reader: Reader;

  before(async () => {
    const layout = await reset(database.db, 1);
    reader = { db: database.db, locator: firstVersions(layout), watch: watchCheckpoints(database.db) };
    const log = memoryLog();
    for (const [number, owner, startedAt, exercises, isDeleted] of stories) {
      const write = (type: string, data: object) =>
        log.append({ type, data, stream: `session-${sessionId(number)}`, owner: ownerId(owner) });
      write('SessionStarted', {
        ...{
          sessionId: sessionId(number),
          userId: ownerId(owner),
          startedAt,
          timezone: 'Europe/Berlin',
          importId: null,
        },
        personal: { name: `Day ${number}`, notes: null },
      });
      for (const [at, exerciseId = null] of exercises.entries()) {
        const entryId = idFor(2, number * 10 + at);
        const entry = { entryId, exerciseId, mode: 'reps', supersetGroup: null, correction: false };
        write('ExerciseAdded', { ...entry, personal: { name: `As it was called ${at}`, notes: null } });
        const weight = { value: 61.23496995, unit: 'kg' };
        const performed = { type: 'normal', weight, reps: 5, seconds: null, distance: null, rpe: null, rir: null };
        write('SetLogged', {
          ...{ entryId, setId: idFor(3, number * 10 + at), ...performed, performedAt: null },
          ...{ personal: { notes: null }, correction: false },
        });
      }
      if (isDeleted) write('SessionDeleted', {});
    }
    const apply = createApply({ db: database.db, projections, decrypt });
    const work = createWorker({ log, layout, apply, logger: silent, signal: new AbortController().signal });
    await work({ layout: 1, lane: 0, from: 0n, to: await log.head(), mark: null, events: log.all() });
  });

  const ask = async (exerciseId: ExerciseId | undefined, change: Partial<ListExerciseHistory> = {}) => {
    const usual = {
      owner: ownerId(1) as AccountId,
      requiredPosition: () => 0n,
      sortOrder: 'desc',
      limit: 20,
      offset: 0,
    } as const;
    return JSON.parse(await listExerciseHistory(reader, { exerciseId: exerciseId as ExerciseId, ...usual, ...change }));
  };
  const numbers = async (...asked: Parameters<typeof ask>) =>
    (await ask(...asked)).items.map(
      (item: { sessionId: string }) => stories.find(([n]) => sessionId(n) === item.sessionId)?.[0],
    );

  it('lists the caller’s own sessions with it, by their start, equal ones by id', async () => {
    expect(await numbers(squat)).to.deep.equal([4, 3, 1]);
    expect(await numbers(squat, { sortOrder: 'asc' })).to.deep.equal([1, 3, 4]);
    expect(await numbers(row)).to.deep.equal([2, 1]);
    expect(await numbers(squat, { owner: ownerId(2) as AccountId })).to.deep.equal([6]);
    expect(await ask(unused)).to.deep.equal({ items: [], total: 0, limit: 20, offset: 0 });
  });

  it('pages, with the real total also past the end', async () => {
    expect(await numbers(squat, { limit: 1, offset: 1 })).to.deep.equal([3]);
    expect(await ask(squat, { limit: 2, offset: 40 })).to.deep.equal({ items: [], total: 3, limit: 2, offset: 40 });
  });

  it('shows of each session what was done of it, with names as they were and numbers as they were typed', async () => {
    const [item] = (await ask(squat, { sortOrder: 'asc', limit: 1 })).items;
    const { exercises, ...session } = item;
    expect(session).to.deep.equal({
      ...{
        sessionId: sessionId(1),
        sessionName: 'Day 1',
        status: 'in_progress',
        startedAt: '2026-01-01T08:00:00.000000Z',
      },
      timezone: 'Europe/Berlin',
    });
    const done = exercises as { name: string; order: number; sets: { weight: { value: number } }[] }[];
    expect(done.map(({ name, order }) => [name, order])).to.deep.equal([
      ['As it was called 0', 0],
      ['As it was called 2', 2],
    ]);
    expect(done[0]?.sets[0]?.weight.value).to.equal(61.23496995);
  });
});
