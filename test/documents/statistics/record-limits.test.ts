import { expect } from 'chai';
import { type Decimal, decimalOf } from '../../../src/documents/decimal.ts';
import type { SetDocument } from '../../../src/documents/entries.ts';
import { recordSetsOf } from '../../../src/documents/statistics/record-sets.ts';
import {
  bestEstimate,
  currentRecords,
  type RecordKind,
  recordsMadeBy,
} from '../../../src/documents/statistics/records.ts';
import { toldEstimatePlace, toldFigure } from '../../../src/documents/statistics/told.ts';
import type { Day, EntryId, Instant, SessionId, SetId } from '../../../src/events/ids.ts';
import { emptyMeasures, type Weight } from '../../../src/events/performance.ts';

const kg = (value: number): Weight => ({ value, unit: 'kg' });
const setOf = (part: Partial<SetDocument>, at = 0): SetDocument => ({
  ...{ ...emptyMeasures, id: String(at) as SetId, order: at, notes: null, performedAt: null, ...part },
});
const place = { sessionId: 'session' as SessionId, entryId: 'entry' as EntryId, day: '2026-01-05' as Day };
const performed = (sets: readonly Partial<SetDocument>[], bodyWeight: Weight | null = null) =>
  sets.map((set, at) => ({ ...place, bodyWeight, set: setOf(set, at) }));

/** The records that sets make, each as the index of its set and its kind. */
const madeBy = (sets: readonly Partial<SetDocument>[], before: Partial<Record<RecordKind, Decimal | null>> = {}) =>
  recordsMadeBy(performed(sets), 'epley', before).map(({ set, kind }) => `${set.id} ${kind}`);

describe('the records that a set makes', () => {
  const table: readonly (readonly [title: string, sets: readonly Partial<SetDocument>[], made: readonly string[]])[] = [
    ['are none without repetitions', [{ weight: kg(100), reps: 0 }], []],
    ['are none for a weight alone', [{ weight: kg(100) }], []],
    ['begin with one repetition', [{ weight: kg(100), reps: 1 }], ['0 e1rm', '0 weight', '0 reps', '0 volume']],
    [
      'are of a weight up to twelve repetitions',
      [{ weight: kg(9), reps: 12 }],
      ['0 e1rm', '0 weight', '0 reps', '0 volume'],
    ],
    ['are of no weight for more repetitions', [{ weight: kg(9), reps: 13 }], ['0 reps', '0 volume']],
    ['have no volume without a load', [{ weight: kg(0), reps: 13 }], ['0 reps']],
    [
      'have repetitions without a weight',
      [{ reps: 1 }, { reps: 2 }, { weight: kg(5), reps: 13 }],
      ['0 reps', '1 reps', '2 reps', '2 volume'],
    ],
    ['are none for a lower figure of the same weight', [{ reps: 9 }, { reps: 8 }], ['0 reps']],
  ];
  for (const [title, sets, made] of table) it(title, () => expect(madeBy(sets)).to.deep.equal(made));

  it('exceed what earlier sets have reached', () => {
    const sets = [{ seconds: 30 }, { seconds: 31 }, { distance: { value: 5, unit: 'm' } as const }];
    expect(madeBy(sets, { seconds: decimalOf(30), distance: null })).to.deep.equal(['1 seconds', '2 distance']);
    const [first] = recordsMadeBy(performed([{ seconds: 31 }]), 'epley', { seconds: decimalOf(30) });
    expect(first?.previous).to.deep.equal(decimalOf(30));
  });
});

describe('the current records', () => {
  /** The kinds of the current records, each with what it is for. */
  const standing = (...sets: readonly Partial<SetDocument>[]) =>
    currentRecords(recordsMadeBy(performed(sets), 'epley')).map(
      ({ kind, reps, weight, set }) => `${kind} ${reps ?? weight?.value ?? 'alone'} by ${set.id}`,
    );

  it('come by repetitions, and then by weight with none at first', () =>
    expect(
      standing({ weight: kg(20), reps: 13 }, { weight: kg(10), reps: 14 }, { reps: 15 }, { weight: kg(-5), reps: 16 }),
    ).to.deep.equal(['reps alone by 2', 'reps -5 by 3', 'reps 10 by 1', 'reps 20 by 0', 'volume alone by 0']));

  it('are one for each number of repetitions and each weight', () =>
    expect(
      standing({ weight: kg(50), reps: 3 }, { weight: kg(60), reps: 2 }, { weight: kg(55), reps: 3 }),
    ).to.deep.equal([
      'e1rm alone by 1',
      'weight 2 by 1',
      'weight 3 by 2',
      'reps 50 by 0',
      'reps 55 by 2',
      'reps 60 by 1',
      'volume alone by 2',
    ]));
});

describe('the best estimate', () => {
  it('is the first one of equals', () =>
    expect(
      bestEstimate(
        performed([
          { weight: kg(9), reps: 5 },
          { weight: kg(9), reps: 5 },
        ]),
        'epley',
      )?.set.id,
    ).to.equal('0'));

  it('has the body weight only of an assisted set', () => {
    const bodyWeightOf = (weight: number) =>
      bestEstimate(performed([{ weight: kg(weight), reps: 5 }], kg(80)), 'epley')?.bodyWeight;
    expect([bodyWeightOf(-20), bodyWeightOf(20)]).to.deep.equal([kg(80), null]);
  });

  it('is none without a set that tells one', () =>
    expect(bestEstimate(performed([{ reps: 5 }]), 'epley')).to.equal(null));
});

describe('the key of the sets that can make a record', () => {
  const table: readonly (readonly [title: string, sets: readonly Partial<SetDocument>[], key: string | null])[] = [
    ['is absent without such sets', [{ weight: kg(100) }], null],
    ['is absent if one of them is assisted', [{ seconds: 30 }, { weight: kg(-20), reps: 5 }], null],
    [
      'has the measures of each of them',
      [{ seconds: 30 }, { reps: 5, rir: 1 }, { seconds: 20 }],
      'normal undefined undefined null 30 undefined undefined null null,normal undefined undefined 5 null undefined undefined null 1',
    ],
  ];
  for (const [title, sets, key] of table) {
    it(title, () => expect(recordSetsOf(sets.map((set, at) => setOf(set, at))).key).to.equal(key));
  }
});

describe('a figure as an athlete reads it', () => {
  const third = { digits: 1_000_000_000_033n, scale: 10 };
  const table = [
    ['e1rm', 'kg', 100],
    ['weight', 'lb', 220.46226219],
    ['volume', 'lb', 220.46226219],
    ['seconds', 'lb', 100],
  ] as const;
  for (const [kind, unit, figure] of table) {
    it(`is ${figure} of ${kind} in ${unit}`, () => expect(toldFigure({ kind }, third, unit)).to.equal(figure));
  }

  it('comes with its place, without the notes of the set', () => {
    const [estimated] = performed(
      [{ reps: 5, notes: 'private', performedAt: '2026-01-05T12:00:00Z' as Instant }],
      kg(80),
    );
    expect(estimated && toldEstimatePlace(estimated)).to.deep.equal({
      ...{ bodyWeight: kg(80), ...place },
      set: { id: '0', ...emptyMeasures, reps: 5, performedAt: '2026-01-05T12:00:00Z' },
    });
  });
});
