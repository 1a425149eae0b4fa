import { expect } from 'chai';
import type { SessionDocument } from '../../../src/documents/session.ts';
import type { AccountId, Instant, SessionId } from '../../../src/events/ids.ts';
import { emptyPerformance } from '../../../src/events/performance.ts';
import type { Planned } from '../../../src/events/planned.ts';
import { getSession } from '../../../src/queries/sessions/get-session.ts';
import { listUnitPerformances } from '../../../src/queries/units/list-unit-performances.ts';
import { nextTargets } from '../../../src/training/next-targets.ts';
import { createMemoryLog, type MemoryLog } from '../../projections/support/memory-log.ts';
import { idFor, ownerId, sessionId } from '../../projections/support/training.ts';
import { useDatabase } from '../../support/databases.ts';
import { athleteAt, exerciseOf, kg, textOfSets } from '../../training/support/programme.ts';
import { createReadTables } from '../support/read-tables.ts';
import { createSessionWriter } from '../support/session-writer.ts';

const [owner, stranger] = [ownerId(1) as AccountId, ownerId(2) as AccountId];
const squat = exerciseOf(
  { type: 'linear', increment: kg(2.5), deload: null },
  { target: { reps: { min: 5, max: 5 }, weight: kg(60) } },
);
const bench = { ...squat, id: idFor(7, 2) as typeof squat.id };
/** The start of a session: each one is a day after the one before. */
const startOf = (number: number) =>
  new Date(Date.UTC(2026, 0, number, 12)).toISOString().replace('Z', '000Z') as Instant;

describe('the last performances of exercises of a unit', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let tables: Awaited<ReturnType<typeof createReadTables>>;

  beforeEach(async () => {
    log = createMemoryLog();
    tables = await createReadTables(database.db, log.all);
  });

  /** Starts a session for which this was planned, and logs sets with so many repetitions. */
  function perform(number: number, planned: Planned, done: readonly number[], of: AccountId = owner) {
    const session = createSessionWriter(log, number, of);
    session.start({ startedAt: startOf(number) });
    const entryId = idFor(2, number);
    session.write('ExerciseAdded', {
      ...{ entryId, exerciseId: planned.exerciseId, mode: 'reps', supersetGroup: null, planned, correction: false },
      personal: { name: 'Squat', notes: null, planned: 'Squat' },
    });
    const write = (type: string, at: number, reps: number, correction: boolean) =>
      session.write(type, {
        ...{ entryId, setId: idFor(3, 100 * number + at), correction },
        ...{ ...emptyPerformance, reps, weight: planned.sets[0]?.weight },
      });
    for (const [at, reps] of done.entries()) write('SetLogged', at, reps, false);
    return {
      complete: () => session.write('SessionCompleted', { endedAt: startOf(number) }),
      correct: (at: number, reps: number) => write('SetCorrected', at, reps, true),
    };
  }
  const list = async (before: number, of: AccountId = owner, ids = [squat.id]) => {
    await tables.project();
    const question = { owner: of, unitExerciseIds: ids, before: startOf(before), requiredPosition: () => 0n };
    return listUnitPerformances(tables.reader, question);
  };
  const next = async (before: number) => nextTargets(squat, await list(before), athleteAt(0));
  const planned = nextTargets(squat, [], athleteAt(0));

  it('are those of sessions that started before an instant, the newest first', async () => {
    for (const number of [1, 2, 3]) perform(number, planned, [5, 4]).complete();
    const found = await list(3);
    expect(found.map(({ sessionId: id }) => id)).to.deep.equal([sessionId(2), sessionId(1)]);
    expect(found[0]).to.deep.include({ status: 'completed', localDay: '2026-01-02' });
    expect(found[0]?.planned).to.deep.include({ sets: planned.sets, suggestion: planned.suggestion });
    expect(found[0]?.sets.map(({ reps, weight }) => [reps, weight])).to.deep.equal([
      [5, kg(60)],
      [4, kg(60)],
    ]);
  });

  it('are those of the owner and of the wanted exercises', async () => {
    perform(1, planned, [5]);
    perform(2, { ...planned, unitExerciseId: bench.id }, [5]);
    perform(3, planned, [5], stranger);
    const idsOf = async (...question: Parameters<typeof list>) =>
      (await list(...question)).map(({ sessionId: id }) => id);
    expect(await idsOf(9)).to.deep.equal([sessionId(1)]);
    expect(await idsOf(9, owner, [squat.id, bench.id])).to.deep.equal([sessionId(2), sessionId(1)]);
    expect(await idsOf(9, stranger)).to.deep.equal([sessionId(3)]);
    expect(await idsOf(9, owner, [])).to.deep.equal([]);
  });

  it('are at most forty for each exercise', async () => {
    for (let number = 1; number <= 21; number += 1) perform(2 * number, planned, []);
    for (let number = 1; number <= 42; number += 1) {
      perform(100 + number, { ...planned, unitExerciseId: bench.id }, []);
    }
    const found = await list(200, owner, [squat.id, bench.id]);
    expect(found).to.have.length(61);
    expect(found[0]?.sessionId).to.equal(sessionId(142));
  });

  it('change the next targets when an old set is corrected, but no session that has been started', async () => {
    const first = perform(1, planned, [5, 5, 4]);
    first.complete();
    const second = await next(2);
    expect(textOfSets(second.sets)).to.equal('3x5 60');
    perform(2, second, []);
    first.correct(2, 5);
    expect(textOfSets((await next(2)).sets)).to.equal('3x5 62.5');
    const question = { id: sessionId(2) as SessionId, owner, requiredPosition: () => 0n };
    const { exercises } = JSON.parse((await getSession(tables.reader, question))?.doc ?? '') as SessionDocument;
    expect(exercises[0]?.planned?.sets).to.deep.equal(second.sets);
    first.correct(0, 1);
    expect((await next(3)).suggestion).to.include({ outcome: 'repeat', failures: 1 });
  });
});
