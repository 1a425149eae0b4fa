import { expect } from 'chai';
import fc from 'fast-check';
import type { EntryDocument, SetDocument } from '../../src/documents/entries.ts';
import type { SessionDocument } from '../../src/documents/session.ts';
import type { EntryId, SessionId, SetId } from '../../src/events/ids.ts';
import { emptyMeasures } from '../../src/events/performance.ts';
import { type CsvFormatName, csvFormats } from '../../src/exports/formats.ts';
import type { LossKind } from '../../src/exports/loss-kinds.ts';
import { createLosses } from '../../src/exports/losses.ts';
import type { ImportedSession } from '../../src/imports/imported.ts';
import { type AnyExercise, type AnySession, histories } from '../imports/support/histories.ts';
import { read } from '../imports/support/read.ts';
import { samples } from '../support/samples.ts';

const instant = (ms: number) => `${new Date(ms).toISOString().slice(0, -1)}000Z` as SessionDocument['startedAt'];

function entryOf({ sets, ...exercise }: AnyExercise, order: number): EntryDocument {
  const units =
    order % 2 === 0 ? ({ weight: 'kg', distance: 'km' } as const) : ({ weight: 'lb', distance: 'mi' } as const);
  return {
    ...{ id: `entry ${order}` as EntryId, exerciseId: null, planned: null, order, ...exercise },
    sets: sets.map(({ weight, distance, ...set }, index) => ({
      ...{ ...emptyMeasures, id: `set ${index}` as SetId, order: index, performedAt: null, ...set },
      weight: weight === null ? null : { value: weight, unit: units.weight },
      distance: distance === null ? null : { value: distance, unit: units.distance },
    })),
  };
}

const documentOf = ({ start, minutes, name, notes, exercises }: AnySession): SessionDocument => ({
  ...({
    id: 'session' as SessionId,
    userId: 'user',
    status: 'completed',
    timezone: 'UTC',
    plan: null,
    unit: null,
  } as unknown as SessionDocument),
  ...{
    startedAt: instant(start),
    endedAt: instant(start + minutes * 60_000),
    durationSeconds: minutes * 60,
    name,
    notes,
  },
  exercises: exercises.map(entryOf),
});

/** What a file of another app must return of a session: without what the format has no place for. */
function expected({ name, notes, startedAt, endedAt, exercises }: SessionDocument, format: CsvFormatName) {
  const lost = csvFormats[format].cannotHold;
  const kept = <Value>(kind: LossKind, value: Value): Value | null => (lost.has(kind) ? null : value);
  return {
    ...{ name, notes, startedAt, endedAt },
    exercises: exercises.map(({ name, mode, supersetGroup, notes, sets }) => ({
      ...{ name, mode, notes, supersetGroup: kept('supersets', supersetGroup) },
      sets: sets.map(({ id: _, order: __, notes, ...set }) => ({
        ...set,
        personal: { notes: kept('setNotes', notes) },
      })),
    })),
  };
}

const contentOf = ({ name, notes, startedAt, endedAt, exercises }: ImportedSession) => ({
  ...{ name, notes, startedAt, endedAt },
  exercises,
});

const write = (format: CsvFormatName, sessions: readonly SessionDocument[]): string =>
  csvFormats[format].header + sessions.map(csvFormats[format].rowsOf).join('');
const lossesOf = (format: CsvFormatName, session: SessionDocument): readonly LossKind[] => {
  const losses = createLosses(format);
  losses.add(session);
  return losses.list().map(({ kind }) => kind);
};

const session: SessionDocument = documentOf({
  ...{ start: Date.UTC(2026, 1, 1, 10, 5), minutes: 65, name: 'Legs', notes: null },
  exercises: [],
});
const set = (change: Partial<SetDocument>): SetDocument => ({
  ...{ ...emptyMeasures, id: 's' as SetId, order: 0, notes: null, performedAt: null },
  ...{ reps: 5, ...change },
});
const withEntry = (sets: readonly SetDocument[], change: Partial<EntryDocument> = {}): SessionDocument => ({
  ...session,
  exercises: [
    { ...entryOf({ name: 'Squat', mode: 'reps', supersetGroup: null, notes: null, sets: [] }, 0), sets, ...change },
  ],
});

for (const format of Object.keys(csvFormats) as CsvFormatName[]) {
  describe(`a file for ${format}`, () => {
    it('returns every session when it is read, apart from what the list of losses names', () =>
      fc.assert(
        fc.asyncProperty(histories, async (history) => {
          const documents = history.map(documentOf);
          const { sessions, rejected } = await read(format, write(format, documents));
          expect(rejected).to.deep.equal([]);
          expect(sessions).to.have.lengthOf(documents.length);
          for (const [index, document] of documents.entries()) {
            const known: readonly LossKind[] = ['timeZones', 'supersets', 'setNotes'];
            if (lossesOf(format, document).some((kind) => !known.includes(kind))) continue;
            const found = sessions[index];
            expect(found && contentOf(found)).to.deep.equal(expected(document, format));
          }
        }),
        samples(60),
      ));

    it('names each loss, and none where nothing is lost', () => {
      const lost = (changed: SessionDocument) => lossesOf(format, changed).filter((kind) => kind !== 'timeZones');
      const held = (kind: LossKind): LossKind[] => (csvFormats[format].cannotHold.has(kind) ? [kind] : []);
      expect(lost(withEntry([set({})]))).to.deep.equal([]);
      expect(lost(session)).to.deep.equal(['emptyExercises']);
      expect(lost(withEntry([]))).to.deep.equal(['emptyExercises']);
      expect(lost(withEntry([set({ rir: 2 })]))).to.deep.equal(['rir']);
      expect(lost(withEntry([set({ notes: 'x' })]))).to.deep.equal(held('setNotes'));
      expect(lost(withEntry([set({ weight: { value: 0, unit: 'kg' } })]))).to.deep.equal(['zeroWeights']);
      expect(lost(withEntry([set({ performedAt: session.startedAt })]))).to.deep.equal(['setTimes']);
      expect(lost(withEntry([set({})], { supersetGroup: 1 }))).to.deep.equal(held('supersets'));
      expect(lost(withEntry([set({})], { exerciseId: 'e' as never }))).to.deep.equal(['links']);
      expect(lost(withEntry([set({ reps: null })]))).to.deep.equal(['modes']);
      expect(lost({ ...withEntry([set({})]), status: 'aborted' })).to.deep.equal(['status']);
      expect(lost({ ...withEntry([set({})]), unit: { id: null, name: 'Day A' } })).to.deep.equal(['targets']);
      expect(lost(withEntry([set({})], { planned: {} as never }))).to.deep.equal(['targets']);
      const late = '2026-02-01T10:05:30.000000Z' as SessionDocument['startedAt'];
      expect(lost({ ...withEntry([set({})]), startedAt: late })).to.deep.equal(held('seconds'));
    });

    it('keeps quotation marks, commas and formulas, and writes times of the session’s zone', async () => {
      const name = '=HYPERLINK("x"),\u00fc';
      const kathmandu = { ...withEntry([set({})], { name }), name, timezone: 'Asia/Kathmandu' } as SessionDocument;
      const { sessions } = await read(format, write(format, [kathmandu]), { zone: 'Asia/Kathmandu' });
      expect(sessions[0]).to.include({ name, startedAt: kathmandu.startedAt, localStart: '2026-02-01T15:50:00' });
      expect(sessions[0]?.exercises[0]?.name).to.equal(name);
    });
  });
}
