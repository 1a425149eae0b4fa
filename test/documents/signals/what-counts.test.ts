import { expect } from 'chai';
import { batchLogging } from '../../../src/documents/signals/late-logging.ts';
import type { Instant } from '../../../src/events/ids.ts';
import { contextOf, signalsIn } from './support/cases.ts';
import { describeLimits } from './support/limits.ts';
import { sets, type TestSession, type TestSet, targets } from './support/sessions.ts';
import { entry, lifted, on } from './support/told.ts';

const trained = (performed: readonly TestSet[], asked: Readonly<{ rpe?: number }> = {}) =>
  on([0, 3, 6], { exercise: 1, targets: targets(2, 100, 5, asked), sets: performed });

describeLimits(
  'effort_up',
  [['repetitions in reserve', { sessions: trained(sets(2, 100, 5, { rir: 0 }), { rpe: 8 }), today: 6 }]],
  [['ratings without a target of effort', { sessions: trained(sets(2, 100, 5, { rpe: 10 })), today: 6 }]],
);
describeLimits(
  'effort_down',
  [],
  [['sets without a rating', { sessions: trained(sets(2, 100, 5), { rpe: 8 }), today: 6 }]],
);

describeLimits(
  'shortfall',
  [
    [
      'three sessions before those with another exercise',
      { sessions: [...on([0, 2, 4], entry(2, 4)), ...on([6, 8, 10], entry(2, 4, 7))], today: 10 },
    ],
  ],
  [
    [
      'warm-ups before sets that reach their targets',
      { sessions: trained([...sets(1, 20, 5, { type: 'warm_up' }), ...sets(2, 100, 5)]), today: 6 },
    ],
  ],
);

const free = (days: readonly number[], count: number): readonly TestSession[] =>
  on(days, { exercise: 1, sets: sets(count, 100, 5) });

describeLimits(
  'shortened_sessions',
  [],
  [
    [
      'most of a small plan after sessions with many sets',
      {
        sessions: [
          ...free([0, 1, 2], 20),
          ...on([6, 7], { exercise: 1, targets: targets(10, 100, 5), sets: sets(9, 100, 5) }),
        ],
        today: 7,
      },
    ],
    [
      'sessions in progress after usual ones',
      {
        sessions: [...free([0, 1, 2, 3, 4], 10), ...free([6, 7], 0).map((each) => ({ ...each, end: null }))],
        today: 7,
      },
    ],
  ],
);

describeLimits(
  'performance_drop',
  [['less than the median of five sessions', { sessions: lifted(100, 100, 100, 10, 10, 90), today: 15 }]],
  [['less than a session before those five', { sessions: lifted(100, 90, 90, 90, 90, 90, 90), today: 18 }]],
);

describe('the best of an exercise in a session', () => {
  /** The estimate of the record of a session with entries of these weights, after one with 100 kg. */
  const recordOf = (...weights: readonly number[]) => {
    const entries = weights.map((weight) => ({ exercise: 1, sets: sets(1, weight, 1) }));
    const record = signalsIn({ sessions: [...lifted(100), ...on([3], ...entries)], today: 3 }).find(
      ({ kind }) => kind === 'record',
    );
    return [record?.strength, record?.events.map(({ revision }) => revision)];
  };
  const table: readonly (readonly [title: string, weights: readonly number[], record: readonly unknown[]])[] = [
    ['is that of a later entry', [101, 105], [105, [4]]],
    ['is that of an earlier entry', [105, 101], [105, [2]]],
    ['is that of the first one of equals', [105, 105], [105, [2]]],
  ];
  for (const [title, weights, record] of table) it(title, () => expect(recordOf(...weights)).to.deep.equal(record));

  it('makes no record against another entry of the session', () => {
    const entries = [100, 105].map((weight) => ({ exercise: 1, sets: sets(1, weight, 1) }));
    expect(signalsIn({ sessions: on([0], ...entries), today: 0 })).to.deep.equal([]);
  });
});

describe('sessions that were recorded together', () => {
  type Recorded = readonly (readonly [hour: number, minute: number])[];

  /** The numbers of the sessions of the batch. They began at these hours and were recorded at these minutes. */
  function batchOf(sessions: Recorded, startRevision = 0) {
    const context = contextOf({ sessions: sessions.map((_, day) => ({ day })), today: 9 });
    const instant = (hour: number, minute: number) =>
      `2026-01-12T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000000Z` as Instant;
    const facts = context.facts.map((each, at) => {
      const [hour, minute] = sessions[at] ?? [0, 0];
      return { ...each, startRevision, startedAt: instant(hour, 0), recordedAt: instant(23, minute) };
    });
    const [found] = batchLogging.find({ ...context, facts });
    return found?.events.map(({ stream }) => Number(stream.slice(-1))) ?? [];
  }
  const table: readonly (readonly [title: string, sessions: Recorded, batch: readonly number[]])[] = [
    [
      'began three hours apart',
      [
        [1, 0],
        [4, 1],
        [7, 2],
      ],
      [1, 2, 3],
    ],
    [
      'leave out one that began less than three hours after',
      [
        [1, 0],
        [3, 1],
        [5, 2],
        [8, 3],
      ],
      [1, 3, 4],
    ],
    [
      'are sorted by when they were recorded',
      [
        [1, 0],
        [5, 15],
        [9, 8],
      ],
      [1, 2, 3],
    ],
    [
      'are told in the order in which they began',
      [
        [9, 0],
        [5, 1],
        [1, 2],
      ],
      [3, 2, 1],
    ],
    [
      'are the first batch of equal ones',
      [
        [1, 0],
        [5, 1],
        [9, 2],
        [13, 30],
        [17, 31],
        [21, 32],
      ],
      [1, 2, 3],
    ],
    [
      'are the larger batch',
      [
        [0, 0],
        [3, 1],
        [6, 2],
        [9, 30],
        [12, 31],
        [15, 32],
        [18, 33],
      ],
      [4, 5, 6, 7],
    ],
  ];
  for (const [title, sessions, batch] of table) it(title, () => expect(batchOf(sessions)).to.deep.equal(batch));

  it('are no batch when an undo has brought them back', () => {
    const sessions = [1, 5, 9].map((hour, minute) => [hour, minute] as const);
    expect(batchOf(sessions)).to.have.length(3);
    expect(batchOf(sessions, 30)).to.deep.equal([]);
  });
});
