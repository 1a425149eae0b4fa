import { expect } from 'chai';
import { emptyMeasures } from '../../../src/events/performance.ts';
import type { Parsed } from '../../../src/imports/imported.ts';
import { readHistory } from '../../../src/imports/irontrack/read-history.ts';
import { inChunks, lines, listAll, refusalOf } from '../support/read.ts';

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const at = (time: string) => `2026-01-05T${time}:00.000000Z`;
const header = { kind: 'export', format: 'irontrack', version: 1 };
const none = { exercises: 0, profiles: 0, units: 0, sessions: 0 };
const exercise = {
  ...{ id: id(1), name: 'Zercher Squat', aliases: ['Zercher'], createdAt: at('08:00') },
  ...{ primaryMuscles: [{ id: 3, name: 'Quads' }], secondaryMuscles: [], equipment: [{ id: 1, name: 'Barbell' }] },
  ...{ force: 'push', difficultyLevel: 'expert', mechanic: null, category: 'strength' },
  ...{ instructions: null, safety: 'Brace.', metrics: [], isSystem: false },
};
const profile = {
  ...{ unit: 'kg', timezone: 'Europe/Berlin', firstDayOfWeek: 'monday', e1rmFormula: 'epley' },
  ...{ gear: { kg: null, lb: null }, trainingMaxes: [] },
  forCoaches: { goals: 'Squat 150 kg', limitations: null, equipment: null, birthYear: 1990 },
};
const unit = { id: id(2), name: 'Push', description: null, archivedAt: null, exercises: [], createdAt: at('08:00') };
const set = {
  ...{ ...emptyMeasures, weight: { value: 60, unit: 'kg' }, reps: 5, rpe: 8 },
  ...{ notes: 'Deep', performedAt: at('10:05') },
};
const session = {
  ...{ id: id(3), name: 'Legs', status: 'completed', startedAt: at('10:00'), endedAt: at('11:00') },
  ...{ timezone: 'Europe/Berlin', notes: 'Cold' },
  exercises: [{ exerciseId: id(1), name: 'Squat', mode: 'reps', supersetGroup: 1, notes: 'Belt', sets: [set, set] }],
};
const endOf = (counts: object) => ({ kind: 'end', ...none, ...counts });

/** Reads a file of these lines. A line that is no text is written as JSON. */
function read(...all: readonly (string | object)[]): Promise<Parsed[]> {
  const text = lines(...all.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))));
  return listAll(readHistory(() => inChunks(Buffer.from(text), [7])));
}
const sessionLine = (given: object) => ({ kind: 'session', document: { ...session, ...given } });
const rejected = (line: number, reason: string) => [{ type: 'rejected', row: { line, reason } }];
const leftOut = (line: number, reason: string) => [{ type: 'leftOut', row: { line, reason } }];

describe('a file of the format irontrack', () => {
  it('has own exercises, a profile, units and sessions', async () => {
    const [first, second, third, fourth, ...others] = await read(
      header,
      { kind: 'account', document: {} },
      { kind: 'exercise', document: exercise },
      { kind: 'profile', document: profile },
      { kind: 'unit', document: unit },
      { kind: 'session', document: session },
      { kind: 'import', document: {} },
      endOf({ exercises: 1, profiles: 1, units: 1, sessions: 1 }),
    );
    const { isSystem, ...own } = exercise;
    expect(first).to.deep.equal({
      ...{ type: 'exercise', line: 3 },
      exercise: { ...own, primaryMuscles: [3], equipment: [1], isArchived: false },
    });
    expect(second).to.deep.equal({ type: 'profile', line: 4, profile });
    const { archivedAt, ...template } = unit;
    expect(third).to.deep.equal({ type: 'unit', line: 5, unit: { ...template, isArchived: false } });
    const { id: identity, status, exercises, ...rest } = session;
    const { notes, ...performance } = set;
    const imported = { ...performance, personal: { notes } };
    expect(fourth).to.have.property('type', 'workouts');
    expect(fourth).to.have.property('bytes').that.is.greaterThan(1_000);
    expect(fourth)
      .to.have.property('workouts')
      .that.deep.equals([
        {
          ...{ identity, localStart: '2026-01-05T11:00:00', ...rest },
          exercises: exercises.map((each) => ({ ...each, planned: null, sets: [imported, imported] })),
          ...{ isOrdered: true, setCount: 2, lines: [6] },
        },
      ]);
    expect(others).to.deep.equal([]);
  });

  it('has units with the numbers of their muscles, and without those in files of earlier builds', async () => {
    const targets = { reps: { min: 5, max: null }, seconds: null, distance: null, weight: null };
    const part = {
      ...{ id: id(4), exerciseId: id(1), name: 'Squat', mode: 'reps', supersetGroup: null, sets: 3, restSeconds: null },
      ...{ target: { ...targets, percentOfTrainingMax: null, rpe: null, rir: null }, loading: 'barbell' },
      ...{ progression: { type: 'none' }, notes: null, alternatives: [] },
    };
    const muscles = { primaryMuscles: [{ id: 3, name: 'Quads' }], secondaryMuscles: [{ id: 1, name: 'Abs' }] };
    const exercises = [{ ...part, ...muscles }, part];
    const [found] = await read(header, { kind: 'unit', document: { ...unit, exercises } }, endOf({ units: 1 }));
    expect(found?.type === 'unit' && found.unit.exercises).to.deep.equal([
      { ...part, primaryMuscles: [3], secondaryMuscles: [1] },
      { ...part, primaryMuscles: [], secondaryMuscles: [] },
    ]);
  });

  it('has aborted sessions, sessions in progress and archived units', async () => {
    const items = await read(
      header,
      sessionLine({ status: 'aborted' }),
      sessionLine({ status: 'in_progress', endedAt: null }),
      { kind: 'unit', document: { ...unit, archivedAt: at('09:00') } },
      endOf({ sessions: 2, units: 1 }),
    );
    expect(items[0]).to.have.nested.property('workouts[0].isAborted', true);
    expect(items[1]).to.have.nested.property('workouts[0].endedAt', null);
    expect(items[1]).to.not.have.nested.property('workouts[0].isAborted');
    expect(items[2]).to.have.nested.property('unit.isArchived', true);
    expect(items).to.have.lengthOf(3);
  });

  it('counts the exercises of the system, which are not imported', async () => {
    const system = { kind: 'exercise', document: { ...exercise, isSystem: true } };
    expect(await read(header, system, endOf({ exercises: 1 }))).to.deep.equal([]);
  });

  for (const [what, first, message] of [
    ['nothing', [], 'The file is empty.'],
    ['blank lines only', ['', ' '], 'The file is empty.'],
    ['no JSON', ['Date,Exercise'], 'This is not a file of the format irontrack.'],
    ['another first line', [{ kind: 'session' }], 'This is not a file of the format irontrack.'],
    ['another format', [{ ...header, format: 'strong' }], 'This is not a file of the format irontrack.'],
    ['the version 0', [{ ...header, version: 0 }], 'This is not a file of the format irontrack.'],
    ['the version 2', [{ ...header, version: 2 }], 'A newer version of IronTrack made the file.'],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      const error = await refusalOf(read(...first));
      expect(error).to.have.nested.property('validationErrors[0].field', 'file');
      expect(error).to.have.nested.property('validationErrors[0].message', message);
    });
  }

  it('says that it lacks its end', async () => {
    expect(await read(header)).to.deep.equal(leftOut(1, 'The file lacks its end.'));
    expect(await read(header, '', { kind: 'account' })).to.deep.equal(leftOut(3, 'The file lacks its end.'));
  });

  it('may end as earlier versions did, without the numbers of profiles and units', async () => {
    expect(await read(header, { kind: 'end', exercises: 0, sessions: 0 })).to.deep.equal([]);
  });

  for (const counts of [{ exercises: 1 }, { profiles: 1 }, { units: 1 }, { sessions: 1 }, { sessions: 'x' }]) {
    it(`says that it lacks lines if it ends with ${JSON.stringify(counts)}`, async () => {
      expect(await read(header, endOf(counts))).to.deep.equal([
        ...leftOut(2, 'The file lacks some of its lines.'),
        ...leftOut(2, 'The file lacks its end.'),
      ]);
    });
  }

  for (const [line, reason] of [
    ['{', 'The line is not a JSON object with a kind.'],
    ['[]', 'The line is not a JSON object with a kind.'],
    [{ kind: 1 }, 'The line is not a JSON object with a kind.'],
    [sessionLine({ endedAt: null }), 'Status and end contradict each other.'],
    [sessionLine({ status: 'in_progress' }), 'Status and end contradict each other.'],
    [sessionLine({ timezone: 'Mars/Olympus' }), 'timezone: Must be an IANA time zone.'],
    [sessionLine({ timezone: 'x'.repeat(65) }), 'timezone: Must be an IANA time zone.'],
    [sessionLine({ startedAt: '1899-12-31T23:59:59.000000Z' }), 'startedAt: Must not be before 1900.'],
  ] as const) {
    it(`has a line that is rejected: ${reason}`, async () => {
      const kinds = typeof line === 'object' && line.kind === 'session' ? { sessions: 1 } : {};
      expect(await read(header, line, endOf(kinds))).to.deep.equal(rejected(2, reason));
    });
  }

  for (const [kind, document, path] of [
    ['exercise', { ...exercise, name: 1 }, 'name: '],
    ['exercise', undefined, 'document: '],
    ['profile', { ...profile, gear: { kg: null } }, 'gear.lb: '],
    ['unit', { ...unit, archivedAt: 'soon' }, 'archivedAt: '],
    ['session', { ...session, exercises: [{ ...session.exercises[0], mode: 'x' }] }, 'exercises.0.mode: '],
  ] as const) {
    it(`names what is invalid in a line of the kind ${kind}: ${path}`, async () => {
      const [item, ...others] = await read(header, { kind, document }, endOf({ [`${kind}s`]: 1 }));
      expect(item).to.have.property('type', 'rejected');
      expect(item).to.have.nested.property('row.line', 2);
      expect(item)
        .to.have.nested.property('row.reason')
        .that.match(new RegExp(`^${path}\\w`));
      expect(others).to.deep.equal([]);
    });
  }

  it('may have lines of later versions, which are left out', async () => {
    expect(await read(header, { kind: 'photo' }, endOf({}))).to.deep.equal(
      leftOut(2, 'This version of IronTrack does not know the kind.'),
    );
  });

  it('may have a line that is too long, which is rejected', async () => {
    const text = lines(JSON.stringify(header), 'x'.repeat(8_000_001), JSON.stringify(endOf({})));
    const items = await listAll(readHistory(() => inChunks(Buffer.from(text), [1_000_000])));
    expect(items).to.deep.equal(rejected(2, 'The line is too long.'));
  });
});
