import { expect } from 'chai';
import { sql } from 'slonik';
import { emptyPerformance, type Performance } from '../../../src/events/performance.ts';
import { rebuild } from '../../../src/projections/maintenance/rebuild.ts';
import { verify } from '../../../src/projections/maintenance/verify.ts';
import { performances } from '../../../src/projections/models/performances.ts';
import { createSessionWriter } from '../../queries/support/session-writer.ts';
import { erasureOf } from '../support/accounts.ts';
import { applyTwice, batchings } from '../support/model-lane.ts';
import { failingProjection, isRevisionOf } from '../support/parked-events.ts';
import { expectPerformances, type PerformanceRow, readPerformances } from '../support/performances.ts';
import { decrypt, projections, silentLogger } from '../support/tables.ts';
import { useTestLane } from '../support/test-lane.ts';
import { idFor, ownerId, sessionId } from '../support/training.ts';
import { dropExtraVersions } from '../support/versions.ts';

const entryId = (number: number) => idFor(2, number);
const setId = (number: number) => idFor(3, number);
const exerciseId = idFor(5, 1);
const unitExerciseId = idFor(8, 1);
const plannedSet = { reps: null, seconds: null, distance: null, weight: null, rpe: null, rir: null };
const planned = {
  ...{ unitExerciseId, exerciseId: null, mode: 'reps', order: 0, restSeconds: null, suggestion: null },
  sets: [plannedSet, plannedSet],
};

describe('the read model of performances', () => {
  const lane = useTestLane();
  const maintenance = () => ({ db: lane.db, log: lane.log, decrypt, logger: silentLogger, models: projections });
  const readRow = async (id: string) => (await readPerformances(lane.db)).find((row) => row.id === id);

  const startSession = (number = 1, owner = ownerId(1)) => {
    const session = createSessionWriter(lane.log, number, owner);
    session.start({ startedAt: '2026-03-28T23:30:00.000000Z', timezone: 'Europe/Berlin' });
    const edit = (type: string, data: object) => session.write(type, { ...data, correction: false });
    return {
      edit,
      add: (entry: number, name = 'Squat', linked: string | null = exerciseId, planned: object | null = null) =>
        edit('ExerciseAdded', {
          ...{ entryId: entryId(entry), exerciseId: linked, mode: 'reps', supersetGroup: null, planned },
          personal: { name, notes: 'private', planned: planned && 'Front Squat' },
        }),
      set: (entry: number, set: number, performance: Partial<Performance>, type = 'SetLogged') =>
        edit(type, { ...emptyPerformance, ...performance, entryId: entryId(entry), setId: setId(set) }),
    };
  };

  for (const { isSeparate, how } of batchings) {
    it(`has the figures of a session whose claim had lapsed before its start, ${how}`, async () => {
      const lapsed = ['ClaimLapsed', { scope: 'active-session', key: 'c0ffee' }] as const;
      const { write } = createSessionWriter(lane.log, 1, ownerId(1));
      write(...lapsed);
      await applyTwice(lane, isSeparate);
      const { add, set } = startSession();
      add(1);
      set(1, 1, { reps: 5, weight: { value: 100, unit: 'kg' } });
      write(...lapsed);
      await applyTwice(lane, isSeparate);
      expect(await readRow(sessionId(1))).to.include({ status: 'in_progress', revision: 4 });
      expect(await readRow(`${sessionId(1)}/${entryId(1)}`)).to.include({ working_sets: 1 });
      expectPerformances(await readPerformances(lane.db), lane.log.all());
    });

    it(`has the figures of the working sets of an entry, exactly and in kilograms and metres, ${how}`, async () => {
      const { add, set } = startSession();
      add(1, 'Café Squat', exerciseId, planned);
      set(1, 1, { reps: 10, weight: { value: 500, unit: 'kg' }, type: 'warm_up' });
      set(1, 2, { reps: 5, weight: { value: 180, unit: 'lb' }, rpe: 10 });
      set(1, 3, { reps: 3, weight: { value: 61.23496995, unit: 'kg' }, rir: 1 });
      set(1, 4, { reps: 20, weight: { value: -15, unit: 'kg' }, type: 'failure' });
      set(1, 5, { seconds: 61.5, distance: { value: 1.5, unit: 'mi' }, type: 'drop' });
      await applyTwice(lane, isSeparate);
      const {
        doc,
        record_sets: recordSets,
        record_key: _,
        best_epley: bestByEpley,
        best_brzycki: bestByBrzycki,
        ...row
      } = (await readRow(`${sessionId(1)}/${entryId(1)}`)) as PerformanceRow;
      expect(row).to.deep.equal({
        ...{ id: `${sessionId(1)}/${entryId(1)}`, session_id: sessionId(1), entry_id: entryId(1), owner: ownerId(1) },
        ...{ revision: 6, status: 'in_progress', started_at: '2026-03-28T23:30:00.000000Z', local_day: '2026-03-29' },
        ...{
          exercise_id: exerciseId,
          name_key: 'cafe squat',
          place: 0,
          unit_exercise_id: unitExerciseId,
          planned_sets: 2,
        },
        ...{ working_sets: 4, volume: '591.93804285', set_volume: '408.233133' },
        ...{ e1rm_epley: '95.2543977', e1rm_brzycki: '91.852454925' },
        ...{ seconds: '61.5', distance: '2414.016' },
      });
      expect(JSON.parse(String(recordSets)).map(({ id }: { id: string }) => id)).to.deep.equal([2, 3, 4, 5].map(setId));
      expect(JSON.parse(String(bestByEpley))).to.include({ id: setId(2), reps: 5, rpe: 10, seconds: null });
      expect(bestByBrzycki).to.equal(bestByEpley);
      expect(`${doc} ${recordSets} ${bestByEpley}`).not.to.contain('private');
    });

    it(`changes with corrections, removals, another order, other times and the end of the session, ${how}`, async () => {
      const { add, set, edit } = startSession();
      for (const entry of [1, 2, 3]) add(entry, `Exercise ${entry}`, entry === 2 ? null : exerciseId);
      set(1, 1, { reps: 5, weight: { value: 100, unit: 'kg' } });
      set(1, 2, { reps: 5, weight: { value: 110, unit: 'kg' } });
      set(3, 3, { reps: 1, weight: { value: 200, unit: 'lb' } });
      set(1, 2, { reps: 4, weight: { value: 110, unit: 'kg' } }, 'SetCorrected');
      edit('SetRemoved', { entryId: entryId(1), setId: setId(1) });
      edit('ExercisesReordered', { entryIds: [3, 1, 2].map(entryId) });
      edit('ExerciseRemoved', { entryId: entryId(2) });
      edit('SessionTimesCorrected', {
        startedAt: '2026-03-28T22:30:00.000000Z',
        endedAt: null,
        timezone: 'Asia/Tokyo',
      });
      edit('SessionAborted', { endedAt: '2026-03-29T00:30:00.000000Z' });
      await applyTwice(lane, isSeparate);
      const rows = (await readPerformances(lane.db)).map((row) => [row.place, row.local_day, row.status, row.volume]);
      expect(rows).to.deep.equal([
        [null, '2026-03-29', 'aborted', null],
        [1, '2026-03-29', 'aborted', '440'],
        [null, null, null, null],
        [0, '2026-03-29', 'aborted', '90.718474'],
      ]);
      expectPerformances(await readPerformances(lane.db), lane.log.all());
    });

    it(`keeps no more than ids of a deleted session, ${how}`, async () => {
      const { add, set, edit } = startSession();
      add(1);
      set(1, 1, { reps: 5 });
      edit('SessionDeleted', {});
      await applyTwice(lane, isSeparate);
      const rows = await readPerformances(lane.db);
      const {
        id: _,
        session_id: _session,
        entry_id: _entry,
        owner,
        revision,
        ...rest
      }: Record<string, unknown> = rows[1] ?? {};
      expect([rows.length, owner, revision]).to.deep.equal([2, ownerId(1), 3]);
      expect(Object.values(rest).every((value) => value === null)).to.equal(true);
    });

    it(`says the same as folds of random sessions, ${how}`, async () => {
      lane.writeUntil(isSeparate ? 150 : 600);
      await applyTwice(lane, isSeparate);
      expectPerformances(await readPerformances(lane.db), lane.log.all());
    });
  }

  it('rewrites one row for a set, and none of other entries', async () => {
    const { add, set } = startSession();
    for (const entry of [1, 2, 3]) add(entry);
    await lane.applyAll();
    const before = await readPerformances(lane.db);
    const seen = lane.log.all().length;
    set(2, 1, { reps: 5 });
    await lane.applyFrom(seen);
    const changed = (await readPerformances(lane.db)).filter((row, at) => row.revision !== before[at]?.revision);
    expect(changed.map(({ entry_id }) => entry_id)).to.deep.equal([entryId(2)]);
  });

  it('parks a stream whose events do not follow its rows, and leaves its rows out of a verification', async () => {
    const { add, set } = startSession(101);
    add(1);
    set(1, 1, { reps: 5 });
    await lane.applyAll({ projections: [failingProjection(performances, isRevisionOf(101, 2))] });
    const { same, parked } = await verify(maintenance(), 'performances');
    expect({ same, parked }).to.deep.equal({ same: true, parked: [`session-${sessionId(101)}`] });
    await lane.db.query(sql.unsafe`DELETE FROM parked_streams`);
    const seen = lane.log.all().length;
    set(1, 2, { reps: 5 });
    startSession(102).add(2);
    await lane.applyFrom(seen);
    const parking = await lane.db.anyFirst(sql.unsafe`SELECT projection FROM parked_streams`);
    expect(parking).to.deep.equal(['performances']);
  });

  it('is verified with all columns, rebuilt with the same rows, and loses the rows of an erased account', async () => {
    lane.writeUntil(300);
    startSession(101, ownerId(2)).add(1);
    lane.append(erasureOf(1));
    await applyTwice(lane, false);
    const rows = await readPerformances(lane.db);
    expect(rows.some(({ owner }) => owner === ownerId(1))).to.equal(false);
    expect((await verify(maintenance(), 'performances')).same).to.equal(true);
    await lane.db.query(sql.unsafe`UPDATE performances_v1 SET volume = volume + 1 WHERE owner = ${ownerId(2)}`);
    const [table] = (await verify(maintenance(), 'performances')).tables;
    expect(new Set(table?.first.flatMap(({ columns }) => columns))).to.deep.equal(new Set(['volume']));
    await rebuild({ ...maintenance(), lingerMs: 0 }, 'performances');
    expect(await readPerformances(lane.db, 2)).to.deep.equal(rows);
    await dropExtraVersions(lane.db);
  });
});
