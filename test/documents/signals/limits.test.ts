import { describeLimits } from './support/limits.ts';
import { exerciseIdOf, sets, type TestSession, type TestSet, targets } from './support/sessions.ts';
import { entry, felt, lifted, on, rested } from './support/told.ts';

const month = (from: number, sessions: number, short: number): readonly TestSession[] =>
  on(Array.from({ length: sessions }, (_, at) => from + at)).map((each, at) => ({
    ...each,
    entries: [entry(at < short ? 1 : 2)],
  }));

describeLimits(
  'compliance_drop',
  [
    ['exactly the points of the threshold', { sessions: [...month(20, 10, 0), ...month(50, 10, 2)], today: 70 }],
    [
      'ten entries on the first and the last day',
      { sessions: [...month(30, 10, 0), ...month(60, 9, 4), ...month(89, 1, 0)], today: 89 },
    ],
  ],
  [
    ['less than the points of the threshold', { sessions: [...month(20, 10, 0), ...month(50, 11, 2)], today: 70 }],
    ['nine entries of the month', { sessions: [...month(20, 10, 0), ...month(50, 9, 9)], today: 70 }],
    ['nine entries of the month before', { sessions: [...month(20, 9, 0), ...month(50, 10, 9)], today: 70 }],
    ['a month without entries', { sessions: [...month(20, 10, 0), ...on([50, 51, 52])], today: 70 }],
  ],
);

const drop = (weight: number, ...before: readonly number[]) => ({ sessions: lifted(...before, weight) });
const asPlanned = (planned: number, done: readonly TestSet[], asked = 70): readonly TestSession[] => [
  ...lifted(100, 100, 100),
  ...on([9], { exercise: 1, targets: targets(planned, asked, 1), sets: done }),
];

describeLimits(
  'performance_drop',
  [
    ['exactly a tenth less', { ...drop(90, 100, 100, 100), today: 9 }],
    ['a drop thirteen days ago', { ...drop(80, 100, 100, 100), today: 22 }],
    ['less than the last five sessions', { ...drop(90, 10, 10, 10, 10, 100, 100, 100, 100, 100), today: 27 }],
    ['less than planned', { sessions: asPlanned(1, sets(1, 69, 1)), today: 9 }],
    ['fewer sets than planned', { sessions: asPlanned(2, sets(1, 70, 1)), today: 9 }],
    [
      'an exercise without targets of weight or repetitions',
      {
        sessions: [...lifted(100, 100, 100), ...on([9], { exercise: 1, targets: [{ rpe: 8 }], sets: sets(1, 70, 1) })],
        today: 9,
      },
    ],
  ],
  [
    ['less than a tenth', { ...drop(90.1, 100, 100, 100), today: 9 }],
    ['a drop fourteen days ago', { ...drop(80, 100, 100, 100), today: 23 }],
    ['an exercise that was done once', { ...drop(80), today: 0 }],
    ['exactly what was planned', { sessions: asPlanned(1, sets(1, 70, 1)), today: 9 }],
  ],
);

describeLimits(
  'record',
  [
    ['a record six days ago', { sessions: lifted(100, 105), today: 9 }],
    [
      'exactly the percents of the threshold',
      { sessions: lifted(100, 105), today: 3, thresholds: { recordPercent: 5 } },
    ],
  ],
  [
    ['a record seven days ago', { sessions: lifted(100, 105), today: 10 }],
    [
      'less than the percents of the threshold',
      { sessions: lifted(100, 104.8), today: 3, thresholds: { recordPercent: 5 } },
    ],
    ['a tie with what was reached before', { sessions: lifted(100), reached: { [exerciseIdOf(1)]: 100 }, today: 0 }],
    [
      'a lower value than was reached before',
      { sessions: lifted(90, 99), reached: { [exerciseIdOf(1)]: 100 }, today: 3 },
    ],
  ],
);

describeLimits(
  'stall',
  [['an exercise that was done thirteen days ago', { sessions: lifted(100, 1, 1, 1, 1, 1, 1), today: 31 }]],
  [['an exercise that was done fourteen days ago', { sessions: lifted(100, 1, 1, 1, 1, 1, 1), today: 32 }]],
);

describeLimits(
  'effort_down',
  [['exactly the points of the threshold', { sessions: felt(6.5), today: 6 }]],
  [
    ['half a point less', { sessions: felt(7), today: 6 }],
    ['sessions four weeks ago', { sessions: felt(6), today: 28 }],
  ],
);

describeLimits(
  'rest_longer',
  [['exactly the percents of the threshold', { sessions: rested('00:00', '02:40', '05:20', '08:00'), today: 6 }]],
  [
    ['one percent less', { sessions: rested('00:00', '02:39', '05:18', '07:57'), today: 6 }],
    ['two rests of a session', { sessions: rested('00:00', '02:40', '05:20'), today: 6 }],
    [
      'sets at the same time, which have no rest between them',
      { sessions: rested('00:00', '04:00', '04:00', '08:00'), today: 6 },
    ],
  ],
);
describeLimits(
  'rest_shorter',
  [['exactly the percents of the threshold', { sessions: rested('00:00', '00:50', '01:40', '02:30'), today: 6 }]],
  [
    ['one percent less', { sessions: rested('00:00', '00:51', '01:42', '02:33'), today: 6 }],
    ['times of sets that are not in their order', { sessions: rested('09:00', '06:00', '03:00', '00:00'), today: 6 }],
  ],
);

const missed = (short: number, more = 3): readonly TestSession[] => [
  ...on([0, 3], { exercise: 1, targets: targets(2, 100, 5), sets: [] }),
  ...on([6, 9, 12], {
    exercise: 1,
    targets: targets(more, 100, 5),
    sets: [...sets(short, 100, 4), ...sets(more - short, 100, 5)],
  }),
];

describeLimits(
  'shortfall',
  [
    ['exactly half of the sets', { sessions: missed(1, 2), today: 12 }],
    [
      'less weight where no repetitions are planned',
      {
        sessions: on([0, 3, 6], {
          exercise: 1,
          targets: targets(1, 100, 5).map((each) => ({ ...each, reps: null })),
          sets: sets(1, 99, 1),
        }),
        today: 6,
      },
    ],
    [
      'fewer repetitions where no weight is planned',
      {
        sessions: on([0, 3, 6], { exercise: 1, targets: [{ reps: { min: 5, max: 8 } }], sets: sets(1, 1, 4) }),
        today: 6,
      },
    ],
  ],
  [
    [
      'two short sets',
      { sessions: [...on([0, 3], entry(0)), ...on([6, 9], entry(1, 4)), ...on([12], entry(1))], today: 12 },
    ],
    ['less than half of the sets', { sessions: missed(1, 3), today: 12 }],
    [
      'sets without a weight and repetitions',
      { sessions: on([0, 3, 6], { ...entry(0), sets: [{ seconds: 30 }, { seconds: 30 }] }), today: 6 },
    ],
    [
      'targets of time only',
      {
        sessions: on([0, 3, 6], { exercise: 1, targets: [{ seconds: 60 }, { seconds: 60 }], sets: sets(2, 1, 1) }),
        today: 6,
      },
    ],
    [
      'targets without a least number',
      {
        sessions: on([0, 3, 6], {
          exercise: 1,
          targets: [{ reps: { min: null, max: 8 } }, { reps: { min: null, max: 8 } }],
          sets: sets(2, 1, 1),
        }),
        today: 6,
      },
    ],
  ],
);

const free = (days: readonly number[], count: number, minutes = 60): readonly TestSession[] =>
  on(days, { exercise: 1, sets: sets(count, 100, 5) }).map((each) => ({ ...each, minutes }));
const planned = (done: number, minutes = 60): readonly TestSession[] =>
  on([6, 7], { exercise: 1, targets: targets(10, 100, 5), sets: sets(done, 100, 5) }).map((each) => ({
    ...each,
    minutes,
  }));

describeLimits(
  'shortened_sessions',
  [
    ['less than 70 % of the planned sets', { sessions: planned(6), today: 7 }],
    [
      'less than 60 % of the usual sets of five sessions',
      { sessions: [...free([0, 1, 2], 10), ...free([3, 4], 5)], today: 7 },
    ],
    [
      'less than 60 % of the usual time of five sessions',
      { sessions: [...free([0, 1, 2], 10), ...planned(9, 35)], today: 7 },
    ],
    ['sessions thirteen days ago', { sessions: planned(6), today: 19 }],
  ],
  [
    ['exactly 70 % of the planned sets', { sessions: planned(7), today: 7 }],
    ['exactly 60 % of the usual sets', { sessions: [...free([0, 1, 2], 10), ...free([3, 4], 6)], today: 7 }],
    ['exactly 60 % of the usual time', { sessions: [...free([0, 1, 2], 10), ...planned(9, 36)], today: 7 }],
    ['four sessions, of which two are short', { sessions: [...free([0, 1], 10), ...free([3, 4], 1, 1)], today: 7 }],
    ['one session thirteen days ago and one on the day before', { sessions: planned(6), today: 20 }],
    ['sessions in progress', { sessions: planned(0).map((each) => ({ ...each, end: null })), today: 7 }],
  ],
);
