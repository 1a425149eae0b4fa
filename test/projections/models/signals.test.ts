import { expect } from 'chai';
import { sql } from 'slonik';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { eventsOfSession, sets, type TestSession, targets } from '../../documents/signals/support/sessions.ts';
import { erasureOf } from '../support/accounts.ts';
import { applyTwice, batchings } from '../support/model-lane.ts';
import { expectSignals, readSignals } from '../support/signals.ts';
import { decrypt, projections, silentLogger } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';
import { createRandom, idFor, ownerId } from '../support/training.ts';
import { dropExtraVersions } from '../support/versions.ts';

describe('the read model of signals', () => {
  const lane = useTestLane();
  const maintenance = () => ({ db: lane.db, log: lane.log, decrypt, logger: silentLogger, models: projections });

  const write = (session: TestSession, number: number, owner = ownerId(1)) =>
    lane.append(
      ...eventsOfSession(session, number, owner).map(({ type, data, at, occurredAt }) => ({
        ...{ type, data, at, occurredAt, owner },
        stream: `session-${idFor(1, number)}`,
      })),
    );
  const withExercise = (more: Partial<TestSession> = {}): TestSession => ({
    day: 0,
    entries: [{ exercise: 1, targets: targets(3, 100, 5, { rpe: 8 }), sets: sets(3, 100, 4, { rpe: 9, lag: 90_000 }) }],
    ...more,
  });

  for (const { isSeparate, how } of batchings) {
    it(`says the same as folds of sessions with targets, lags, notes and corrections, ${how}`, async () => {
      const random = createRandom(7);
      for (let number = 1; number <= 12; number += 1) write(randomSession(random), number, ownerId(number % 3));
      await applyTwice(lane, isSeparate);
      expectSignals(await readSignals(lane.db), lane.log.all());
    });

    it(`says the same as folds of random sessions, ${how}`, async () => {
      lane.writeUntil(isSeparate ? 150 : 600);
      await applyTwice(lane, isSeparate);
      expectSignals(await readSignals(lane.db), lane.log.all());
    });
  }

  it('has rows of exercises only once the session has ended, and none with a best after its deletion', async () => {
    write(withExercise({ end: null }), 1);
    await lane.applyAll();
    expect((await readSignals(lane.db)).map(({ id }) => id)).to.deep.equal([idFor(1, 1)]);
    let seen = lane.log.all().length;
    const stream = `session-${idFor(1, 1)}`;
    lane.append({
      type: 'SessionCompleted',
      data: { endedAt: '2026-01-05T18:00:00.000000Z' },
      stream,
      owner: ownerId(1),
    });
    await lane.applyFrom(seen);
    expect((await readSignals(lane.db)).map(({ best }) => best && Number(best))).to.deep.equal([null, 116.667]);
    seen = lane.log.all().length;
    lane.append({ type: 'SessionDeleted', data: {}, stream, owner: ownerId(1) });
    await lane.applyFrom(seen);
    for (const { id: _, owner: __, revision: ___, exercise_id: ____, ...row } of await readSignals(lane.db)) {
      expect(Object.values(row).every((value) => value === null)).to.equal(true);
    }
  });

  it('has the rows of a rebuild after events that leave a best, and after an exercise that came and went', async () => {
    write(withExercise(), 1);
    const added = lane.log.all().find(({ type }) => type === 'ExerciseAdded');
    const { entryId } = (added ?? expect.fail('no exercise')).data as Readonly<{ entryId: string }>;
    const common = { stream: `session-${idFor(1, 1)}`, owner: ownerId(1) };
    lane.append(
      { ...common, type: 'SessionRenamed', data: { correction: true, personal: { name: 'Push' } } },
      { ...common, type: 'ExerciseRemoved', data: { entryId, correction: true } },
    );
    write(withExercise(), 2);
    const renamed = { stream: `session-${idFor(1, 2)}`, owner: ownerId(1) };
    lane.append({ ...renamed, type: 'SessionRenamed', data: { correction: true, personal: { name: 'Pull' } } });
    await applyTwice(lane, true);
    expect((await verify(maintenance(), 'signals')).same).to.equal(true);
  });

  it('keeps no text but names and notes with words for pain, and loses all rows of an erased account', async () => {
    write(withExercise({ notes: 'Secret plan' }), 1);
    write(withExercise({ notes: 'Sharp knee pain' }), 2, ownerId(2));
    await lane.applyAll();
    const texts = JSON.stringify(await readSignals(lane.db));
    expect([texts.includes('Secret'), texts.includes('Sharp')]).to.deep.equal([false, true]);
    lane.append(erasureOf(2));
    await lane.applyAll();
    const rows = await readSignals(lane.db);
    expect(new Set(rows.map(({ owner }) => owner))).to.deep.equal(new Set([ownerId(1)]));
  });

  it('is verified with all columns, and rebuilt with the same rows', async () => {
    lane.writeUntil(300);
    for (let number = 201; number <= 206; number += 1) write(withExercise({ day: number - 200 }), number, ownerId(2));
    await applyTwice(lane, false);
    const rows = await readSignals(lane.db);
    expect((await verify(maintenance(), 'signals')).same).to.equal(true);
    await lane.db.query(sql.unsafe`UPDATE signals_v1 SET best = best + 1 WHERE owner = ${ownerId(2)}`);
    const [table] = (await verify(maintenance(), 'signals')).tables;
    expect(new Set(table?.first.flatMap(({ columns }) => columns))).to.deep.equal(new Set(['best']));
    await rebuild({ ...maintenance(), lingerMs: 0 }, 'signals');
    expect(await readSignals(lane.db, 2)).to.deep.equal(rows);
    await dropExtraVersions(lane.db);
  });
});

const notes = [null, 'Knee pain', 'Fine', 'No pain', 'Schulter schmerzt'] as const;

/** A session of one to three exercises with everything that facts follow from. */
function randomSession(random: () => number): TestSession {
  const upTo = (count: number) => Math.floor(random() * count);
  const oneOf = <Value>(values: readonly Value[]): Value => values[upTo(values.length)] as Value;
  return {
    ...{ day: upTo(40), notes: oneOf(notes), minutes: 20 + upTo(60), isImported: upTo(6) === 0 },
    end: oneOf(['completed', 'completed', 'aborted', null] as const),
    plan: upTo(2) === 0 ? null : { week: 1 + upTo(4), day: 1 + upTo(7), index: 0 },
    recordedAfter: oneOf([0, 300, 90_000]),
    corrections: oneOf([[], [{ hours: 30 }], [{ hours: 1 }, { hours: 50, reps: 9 }]]),
    entries: Array.from({ length: 1 + upTo(3) }, (_, at) => ({
      ...{ exercise: 1 + upTo(3), notes: oneOf(notes), restSeconds: 90, superset: oneOf([null, at]) },
      ...(upTo(3) > 0 && { planned: 1 + upTo(3), targets: targets(1 + upTo(3), 80 + upTo(4) * 5, 5, { rpe: 8 }) }),
      sets: Array.from({ length: 1 + upTo(4) }, (__, place) => ({
        ...{ weight: { value: 80 + upTo(40), unit: oneOf(['kg', 'lb'] as const) }, reps: upTo(9) },
        ...{ rpe: oneOf([null, 7.5, 9]), notes: oneOf(notes), lag: oneOf([0, 59, 60, 100_000]) },
        performedAt: new Date(Date.UTC(2026, 0, 5, 17, place * 2)).toISOString().replace('Z', '000Z') as never,
      })),
    })),
  };
}
