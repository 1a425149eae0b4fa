import { expect } from 'chai';
import { kilogramsOf } from '../../../src/documents/measure-units.ts';
import { currentRecords, recordsMadeBy, setsOf } from '../../../src/documents/statistics/records.ts';
import { toldFigure, toldWeight } from '../../../src/documents/statistics/told.ts';
import type { Day, EntryId, SessionId, SetId } from '../../../src/events/ids.ts';
import { emptyMeasures, type Measures, type Weight } from '../../../src/events/performance.ts';
import type { WeightUnit } from '../../../src/events/values.ts';

const kg = (value: number): Weight => ({ value, unit: 'kg' });

/** One session for each list of sets. A set is named by its place. */
function performedBy(bodyWeightKg: number | null, ...sessions: readonly (readonly Partial<Measures>[])[]) {
  let number = 0;
  const bodyWeight = bodyWeightKg === null ? null : kg(bodyWeightKg);
  return setsOf(
    sessions.map((sets, at) => ({
      ...{ sessionId: `session ${at}` as SessionId, day: `2026-01-0${at + 1}` as Day, bodyWeight },
      entry: {
        ...{
          id: `entry ${at}` as EntryId,
          exerciseId: null,
          name: 'Squat',
          mode: 'reps',
          order: 0,
          supersetGroup: null,
        },
        ...{ notes: null, planned: null },
        sets: sets.map((set, order) => {
          number += 1;
          return { id: String(number) as SetId, order, ...emptyMeasures, ...set, notes: null, performedAt: null };
        }),
      },
    })),
  );
}

const performed = (...sessions: readonly (readonly Partial<Measures>[])[]) => performedBy(null, ...sessions);

/** The current records, each as its kind, what it is for, its figure, and the set that made it. */
const standing = (sets: ReturnType<typeof performed>, unit: WeightUnit = 'kg') =>
  currentRecords(recordsMadeBy(sets, 'epley')).map((each) => [
    each.kind,
    each.reps ?? each.weight?.value ?? null,
    toldFigure(each, each.value, unit),
    each.set.id,
  ]);

describe('personal records', () => {
  it('are the greatest figures of their kinds, with the sets that made them', () => {
    const sets = performed(
      [
        { weight: kg(100), reps: 5 },
        { weight: kg(110), reps: 3 },
      ],
      [
        { weight: kg(105), reps: 5 },
        { weight: kg(60), reps: 20 },
        { seconds: 90.5 },
        { distance: { value: 1, unit: 'mi' } },
      ],
    );
    expect(standing(sets)).to.deep.equal([
      ['e1rm', null, 122.5, '3'],
      ['weight', 3, 110, '2'],
      ['weight', 5, 105, '3'],
      ['reps', 60, 20, '4'],
      ['reps', 100, 5, '1'],
      ['reps', 105, 5, '3'],
      ['reps', 110, 3, '2'],
      ['seconds', null, 90.5, '5'],
      ['distance', null, 1609.344, '6'],
      ['volume', null, 1200, '4'],
    ]);
  });

  it('are made by an assisted set with the body weight without the assistance, if it is known', () => {
    const assisted = [
      { weight: kg(-20), reps: 6 },
      { weight: kg(-100), reps: 6 },
      { weight: kg(-10), reps: 13 },
    ];
    const made = recordsMadeBy(performedBy(80, assisted), 'epley').filter(({ kind }) => kind === 'e1rm');
    expect(
      made.map(({ set, value, bodyWeight }) => [set.id, toldFigure({ kind: 'e1rm' }, value, 'kg'), bodyWeight]),
    ).to.deep.equal([['1', 72, kg(80)]]);
    const others = recordsMadeBy(performedBy(80, assisted), 'epley').filter(({ kind }) => kind !== 'e1rm');
    expect(others.map(({ bodyWeight }) => bodyWeight)).to.deep.equal(others.map(() => null));
    expect(standing(performed(assisted)).filter(([kind]) => kind === 'e1rm')).to.deep.equal([]);
  });

  it('are not made by a tie, by a warm-up, nor by assistance as a volume, or as an estimate without a body weight', () => {
    const sets = performed(
      [{ weight: kg(100), reps: 5 }],
      [
        { weight: kg(100), reps: 5 },
        { weight: kg(200), reps: 5, type: 'warm_up' },
        { weight: kg(-20), reps: 6 },
        { weight: kg(-10), reps: 6 },
      ],
    );
    expect(standing(sets)).to.deep.equal([
      ['e1rm', null, 116.667, '1'],
      ['weight', 5, 100, '1'],
      ['weight', 6, -10, '5'],
      ['reps', -20, 6, '4'],
      ['reps', -10, 6, '5'],
      ['reps', 100, 5, '1'],
      ['volume', null, 500, '1'],
    ]);
  });

  it('go to the best of the other sets when the set is deleted or corrected', () => {
    const records = (...sets: readonly Partial<Measures>[]) =>
      standing(performed(sets)).filter(([kind]) => kind === 'e1rm');
    const [first, second] = [
      { weight: kg(100), reps: 5 },
      { weight: kg(110), reps: 5 },
    ];
    expect(records(first, second)).to.deep.equal([['e1rm', null, 128.333, '2']]);
    expect(records(first)).to.deep.equal([['e1rm', null, 116.667, '1']]);
    expect(records(first, { ...second, weight: kg(90) })).to.deep.equal([['e1rm', null, 116.667, '1']]);
  });

  it('say which figure they have beaten', () => {
    const made = recordsMadeBy(performed([{ seconds: 30 }, { seconds: 30 }, { seconds: 45 }]), 'epley');
    expect(made.map(({ value, previous }) => [value.digits, previous?.digits])).to.deep.equal([
      [30n, undefined],
      [45n, 30n],
    ]);
  });

  it('compare pounds with kilograms exactly, and give 180 lb back as 180 lb', () => {
    const sets = performed([
      { weight: { value: 180, unit: 'lb' }, reps: 5 },
      { weight: kg(81.64), reps: 5 },
    ]);
    expect(standing(sets, 'lb')).to.deep.equal([
      ['e1rm', null, 210, '1'],
      ['weight', 5, 180, '1'],
      ['reps', 81.64, 5, '2'],
      ['reps', 180, 5, '1'],
      ['volume', null, 900, '1'],
    ]);
    let weight = { value: 180, unit: 'lb' as WeightUnit };
    for (let trip = 0; trip < 50; trip += 1) {
      const unit = trip % 2 === 0 ? 'kg' : 'lb';
      weight = { value: toldWeight(kilogramsOf(weight), unit), unit };
    }
    expect(weight).to.deep.equal({ value: 180, unit: 'lb' });
  });
});
