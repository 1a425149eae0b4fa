import { expect } from 'chai';
import { sql } from 'slonik';
import type { Instant, TimeZone } from '../../../src/events/ids.ts';
import { emptyPerformance } from '../../../src/events/performance.ts';
import type { Layout } from '../../../src/ports/lanes.ts';
import { createApply } from '../../../src/projections/apply/apply.ts';
import { createWorker } from '../../../src/projections/apply/worker.ts';
import { decodeJob, encodeJob } from '../../../src/projections/core/job.ts';
import { localDay } from '../../../src/projections/models/local-day.ts';
import { useDatabase } from '../../support/databases.ts';
import { type MemoryLog, memoryLog } from '../support/memory-log.ts';
import { decrypt, docs, foldedDocs, projections, reset, silent } from '../support/tables.ts';
import { idFor, ownerId, sessionId } from '../support/training.ts';

describe('the read model of sessions', () => {
  const database = useDatabase();
  let log: MemoryLog;
  let layout: Layout;

  beforeEach(async () => {
    log = memoryLog();
    layout = await reset(database.db, 1);
  });

  const on = (session: number) => (type: string, data: object, at?: string) =>
    log.append({ type, data, stream: `session-${sessionId(session)}`, owner: ownerId(1), ...(at && { at }) });

  const start = (session: number, name: string | null, startedAt = '2026-01-10T23:30:00.000000Z', timezone = 'UTC') =>
    on(session)('SessionStarted', {
      sessionId: sessionId(session),
      userId: ownerId(1),
      startedAt,
      timezone,
      importId: null,
      personal: { name, notes: null },
    });

  /** Takes in all that was written, a job for each event if asked so, and each job twice. */
  const project = async (separately = false) => {
    const signal = new AbortController().signal;
    const apply = createApply({ db: database.db, projections, decrypt });
    const work = createWorker({ log, layout, apply, logger: silent, signal });
    const events = log.all();
    const batches = separately ? events.map((event) => [event]) : [events];
    let from = 0n;
    for (const batch of batches) {
      const to = batch.at(-1)?.position ?? from;
      const job = decodeJob(
        JSON.parse(JSON.stringify(encodeJob({ layout: 1, lane: 0, from, to, bookmark: null, events: batch }))),
      );
      await work(job);
      await work(job);
      from = to;
    }
    expect(await docs(database.db)).to.deep.equal(foldedDocs(events));
  };

  const rowOf = async (session: number): Promise<Record<string, unknown>> =>
    (await database.db.one(sql.unsafe`
      SELECT * FROM session_documents_v1 WHERE id = ${sessionId(session)}`)) as Record<string, unknown>;

  for (const separately of [false, true]) {
    it(`keeps all that a session can go through, ${separately ? 'event by event' : 'in one batch'}`, async () => {
      const write = on(1);
      const entry = { exerciseId: null, mode: 'reps', supersetGroup: null, correction: false };
      const [first, second, setA, setB] = [idFor(2, 1), idFor(2, 2), idFor(3, 1), idFor(3, 2)];
      const performed = {
        ...emptyPerformance,
        ...{
          weight: { value: -61.23496995, unit: 'lb' },
          reps: 5,
          rir: 2,
          personal: { notes: 'é "quoted" \\ \u0000\u001d\u001e' },
          correction: false,
        },
      };
      start(1, null);
      write('SessionRenamed', { personal: { name: '' }, correction: false });
      write('SessionRenamed', { personal: { name: 'Legs \u0000\u001e{},"\\' }, correction: false });
      write('SessionNoted', { personal: { notes: 'NULL' }, correction: false });
      write('ExerciseAdded', { ...entry, entryId: first, personal: { name: 'Squat', notes: null } });
      write('ExerciseAdded', { ...entry, entryId: second, personal: { name: 'Lunge', notes: null } });
      write('SetLogged', { ...performed, entryId: first, setId: setA });
      write('SetLogged', { ...performed, entryId: first, setId: setB });
      write('SetsReordered', { entryId: first, setIds: [setB, setA], correction: false });
      write('SetCorrected', { ...performed, reps: 6, entryId: first, setId: setA });
      write('ExercisesReordered', { entryIds: [second, first], correction: false });
      write('ExerciseCorrected', { ...entry, entryId: first, personal: { name: 'Front Squat', notes: 'low' } });
      write('SetRemoved', { entryId: first, setId: setB, correction: false });
      write('ExerciseRemoved', { entryId: second, correction: false });
      write('SessionCompleted', { endedAt: '2026-01-11T00:15:30.500000Z' });
      write('SessionTimesCorrected', {
        ...{ startedAt: '2026-01-10T22:00:00.000001Z', endedAt: null, timezone: 'Asia/Tokyo', correction: true },
      });
      await project(separately);
      const row = await rowOf(1);
      expect(row).to.include({ deleted: false, status: 'completed', local_day: '2026-01-11', revision: 15 });
      expect(row.started_at).to.equal('2026-01-10T22:00:00.000001Z');
      expect(row.sort_name).to.equal('legs {},"\\');
      expect(row.search_text).to.equal('legs {},"\\\nfront squat');
      const doc = JSON.parse(String(row.doc));
      const { exercises, userId: _user, notes: _notes, ...rest } = doc;
      expect(JSON.parse(String(row.summary))).to.deep.equal({ ...rest, exerciseCount: 1, setCount: 1 });
      expect(exercises[0].sets[0].weight).to.deep.equal({ value: -61.23496995, unit: 'lb' });
    });

    it(`keeps nothing of a deleted session but that it is deleted, ${separately ? 'event by event' : 'in one batch'}`, async () => {
      start(1, 'Gone');
      on(1)('SessionAborted', { endedAt: '2026-01-10T23:40:00.000000Z' });
      on(1)('SessionDeleted', {});
      on(1)('SessionNoted', { personal: { notes: 'too late' }, correction: true });
      const signal = new AbortController().signal;
      const work = createWorker({
        log,
        layout,
        apply: createApply({ db: database.db, projections, decrypt }),
        logger: silent,
        signal,
      });
      for (const events of separately ? log.all().map((event) => [event]) : [log.all()]) {
        const to = events.at(-1)?.position ?? 0n;
        await work({
          layout: 1,
          lane: 0,
          from: 0n,
          to,
          bookmark: null,
          events: log.all().filter(({ position }) => position <= to),
        });
      }
      const { id, owner, revision, deleted, exercise_ids: exerciseIds, ...rest } = await rowOf(1);
      expect({ id, owner, revision, deleted }).to.deep.equal({
        ...{ id: sessionId(1), owner: ownerId(1), revision: 3, deleted: true },
      });
      expect(exerciseIds).to.deep.equal([]);
      expect(Object.values(rest).every((value) => value === null)).to.equal(true);
    });
  }

  it('keeps names and texts of a single empty session apart from none', async () => {
    start(1, '');
    await project();
    expect(await rowOf(1)).to.include({ sort_name: '', search_text: '' });
  });

  it('knows the day where the athlete was', () => {
    const day = (instant: string, zone: string) => localDay(instant as Instant, zone as TimeZone);
    expect(day('2026-01-10T23:30:00.000000Z', 'UTC')).to.equal('2026-01-10');
    expect(day('2026-01-10T23:30:00.000000Z', 'Europe/Berlin')).to.equal('2026-01-11');
    expect(day('2026-01-10T09:59:59.999999Z', 'Pacific/Kiritimati')).to.equal('2026-01-10');
    expect(day('2026-01-10T10:00:00.000000Z', 'Pacific/Kiritimati')).to.equal('2026-01-11');
    expect(day('2026-03-29T00:59:59.000000Z', 'America/Los_Angeles')).to.equal('2026-03-28');
    expect(day('0999-12-31T12:00:00.000000Z', 'UTC')).to.equal('0999-12-31');
  });
});
