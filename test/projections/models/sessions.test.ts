import { expect } from 'chai';
import { sql } from 'slonik';
import { emptyPerformance } from '../../../src/events/performance.ts';
import { applyTwice, batchings } from '../support/model-lane.ts';
import { useTestLane } from '../support/test-lane.ts';
import { idFor, ownerId, sessionId } from '../support/training.ts';

type TypeAndData = readonly [type: string, data: object];

const started = (name: string | null): TypeAndData => [
  'SessionStarted',
  {
    ...{ sessionId: sessionId(1), userId: ownerId(1), startedAt: '2026-01-10T23:30:00.000000Z', timezone: 'UTC' },
    ...{ importId: null, live: false, plan: null, planDay: null, unit: null },
    personal: { name, notes: null, plan: null, unit: null },
  },
];

const [first, second, setA, setB] = [idFor(2, 1), idFor(2, 2), idFor(3, 1), idFor(3, 2)];
const entry = { exerciseId: null, mode: 'reps', supersetGroup: null, planned: null, correction: false };
const performance = {
  ...emptyPerformance,
  ...{ weight: { value: -61.23496995, unit: 'lb' }, reps: 5, rir: 2, correction: false },
  personal: { notes: 'é "quoted" \\ \u0000\u001d\u001e' },
};

/** Events of one training session: every type that can come before its deletion. */
const history: readonly TypeAndData[] = [
  started(null),
  ['SessionRenamed', { personal: { name: '' }, correction: false }],
  ['SessionRenamed', { personal: { name: 'Legs \u0000\u001e{},"\\' }, correction: false }],
  ['SessionNoted', { personal: { notes: 'NULL' }, correction: false }],
  ['ExerciseAdded', { ...entry, entryId: first, personal: { name: 'Squat', notes: null, planned: null } }],
  ['ExerciseAdded', { ...entry, entryId: second, personal: { name: 'Lunge', notes: null, planned: null } }],
  ['SetLogged', { ...performance, entryId: first, setId: setA }],
  ['SetLogged', { ...performance, entryId: first, setId: setB }],
  ['SetsReordered', { entryId: first, setIds: [setB, setA], correction: false }],
  ['SetCorrected', { ...performance, reps: 6, entryId: first, setId: setA }],
  ['ExercisesReordered', { entryIds: [second, first], correction: false }],
  ['ExerciseCorrected', { ...entry, entryId: first, personal: { name: 'Front Squat', notes: 'low', planned: null } }],
  ['SetRemoved', { entryId: first, setId: setB, correction: false }],
  ['ExerciseRemoved', { entryId: second, correction: false }],
  ['SessionCompleted', { endedAt: '2026-01-11T00:15:30.500000Z' }],
  [
    'SessionTimesCorrected',
    { startedAt: '2026-01-10T22:00:00.000001Z', endedAt: null, timezone: 'Asia/Tokyo', correction: true },
  ],
];

describe('the read model of sessions', () => {
  const lane = useTestLane();

  const append = (...events: readonly TypeAndData[]) =>
    lane.append(
      ...events.map(([type, data]) => ({ type, data, stream: `session-${sessionId(1)}`, owner: ownerId(1) })),
    );
  const project = async (isSeparate: boolean) => {
    await applyTwice(lane, isSeparate);
    await lane.expectDocumentsOf();
  };
  const readRow = async () =>
    (await lane.db.one(sql.unsafe`SELECT * FROM session_documents_v1`)) as Record<string, unknown>;

  for (const { isSeparate, how } of batchings) {
    it(`shows a session that was started after its claim had lapsed, and none without a start, ${how}`, async () => {
      append(['ClaimLapsed', { scope: 'active-session', key: 'c0ffee' }]);
      await project(isSeparate);
      expect(await readRow()).to.include({ deleted: true, doc: null, revision: 0 });
      append(started('Legs'), ['ClaimLapsed', { scope: 'active-session', key: 'c0ffee' }]);
      await project(isSeparate);
      expect(await readRow()).to.include({ deleted: false, status: 'in_progress', revision: 2 });
      append(['SessionDeleted', {}], ['ClaimLapsed', { scope: 'active-session', key: 'c0ffee' }]);
      await project(isSeparate);
      expect(await readRow()).to.include({ deleted: true, doc: null, revision: 4 });
    });

    it(`folds every type of event of a session into its row, ${how}`, async () => {
      append(...history);
      await project(isSeparate);
      const row = await readRow();
      expect(row).to.include({ deleted: false, status: 'completed', local_day: '2026-01-11', revision: 15 });
      expect(row.started_at).to.equal('2026-01-10T22:00:00.000001Z');
      expect(row.sort_name).to.equal('legs {},"\\');
      expect(row.search_text).to.equal('legs {},"\\\nfront squat');
      const { exercises, userId: _user, notes: _notes, ...rest } = JSON.parse(String(row.doc));
      expect(JSON.parse(String(row.summary))).to.deep.equal({ ...rest, exerciseCount: 1, setCount: 1 });
      expect(exercises[0].sets[0].weight).to.deep.equal({ value: -61.23496995, unit: 'lb' });
    });

    it(`keeps a row without values for a deleted session, even after a later event, ${how}`, async () => {
      append(started('Gone'), ['SessionAborted', { endedAt: '2026-01-10T23:40:00.000000Z' }], ['SessionDeleted', {}]);
      append(['SessionNoted', { personal: { notes: 'too late' }, correction: true }]);
      await project(isSeparate);
      const { id, owner, revision, deleted, exercise_ids: exerciseIds, ...rest } = await readRow();
      expect([id, owner, revision, deleted]).to.deep.equal([sessionId(1), ownerId(1), 3, true]);
      expect(exerciseIds).to.deep.equal([]);
      expect(Object.values(rest).every((value) => value === null)).to.equal(true);
    });
  }

  it('contains an empty text, not null, for an empty name', async () => {
    append(started(''));
    await project(false);
    expect(await readRow()).to.include({ sort_name: '', search_text: '' });
  });
});
