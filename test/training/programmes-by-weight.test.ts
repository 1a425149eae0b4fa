import { exerciseOf, expectProgramme, kg, lb } from './support/programme.ts';

// Each table is what the programme prescribes, written down by hand: a line is a session.

describe('A linear programme of beginners, three sets of five, for twelve weeks', () => {
  const deload = { afterFailures: 3, percent: 10 };

  it('raises the squat of day A by 5 kg, and reduces it by a tenth after the third failure', () => {
    const exercise = exerciseOf(
      { type: 'linear', increment: kg(5), deload },
      { target: { reps: { min: 5, max: 5 }, weight: kg(60) } },
    );
    expectProgramme(exercise, 'kg', [
      ['3x5 60', 'all'],
      ['3x5 65', 'all'],
      ['3x5 70', 'all'],
      ['3x5 75', 'w5 w3 5 5 5'],
      ['3x5 80', 'all'],
      ['3x5 85', 'all'],
      ['3x5 90', 'all'],
      ['3x5 95', '5 5 4'],
      ['3x5 95', '5 4 4'],
      ['3x5 95', '5 5'],
      ['3x5 85', 'all'],
      ['3x5 90', 'all'],
      ['3x5 95', 'all'],
      ['3x5 100', 'all'],
      ['3x5 105', '5 5 3'],
      ['3x5 105', 'all'],
      ['3x5 110', 'all'],
      ['3x5 115', 'all'],
    ]);
  });

  it('raises the squat of day B in the same way from 2.5 kg more', () => {
    const exercise = exerciseOf(
      { type: 'linear', increment: kg(5), deload },
      { target: { reps: { min: 5, max: 5 }, weight: kg(62.5) } },
    );
    expectProgramme(exercise, 'kg', [
      ['3x5 62.5', 'all'],
      ['3x5 67.5', 'all'],
      ['3x5 72.5', 'all'],
      ['3x5 77.5', 'all'],
      ['3x5 82.5', 'all'],
      ['3x5 87.5', 'all'],
      ['3x5 92.5', '5 5 4'],
      ['3x5 92.5', 'all'],
      ['3x5 97.5', '5 4 4'],
      ['3x5 97.5', '5 5 4'],
      ['3x5 97.5', '5 5 5 5'],
      ['3x5 102.5', '5 5 4'],
      ['3x5 102.5', '5 4'],
      ['3x5 102.5', '4 4 4'],
      ['3x5 92.5', 'all'],
      ['3x5 97.5', 'all'],
      ['3x5 102.5', 'all'],
      ['3x5 107.5', 'all'],
    ]);
  });

  it('raises the bench press by 2.5 kg', () => {
    const exercise = exerciseOf(
      { type: 'linear', increment: kg(2.5), deload },
      { target: { reps: { min: 5, max: 5 }, weight: kg(40) } },
    );
    expectProgramme(exercise, 'kg', [
      ['3x5 40', 'all'],
      ['3x5 42.5', 'all'],
      ['3x5 45', 'all'],
      ['3x5 47.5', 'all'],
      ['3x5 50', 'all'],
      ['3x5 52.5', 'all'],
      ['3x5 55', '5 5 4'],
      ['3x5 55', 'all'],
      ['3x5 57.5', 'all'],
      ['3x5 60', 'all'],
      ['3x5 62.5', '5 4 3'],
      ['3x5 62.5', '5 4 4'],
      ['3x5 62.5', '5 5 4'],
      ['3x5 55', 'all'],
      ['3x5 57.5', 'all'],
      ['3x5 60', 'all'],
      ['3x5 62.5', 'all'],
      ['3x5 65', 'all'],
    ]);
  });

  it('raises the deadlift, one set of five, by 10 lb', () => {
    const exercise = exerciseOf(
      { type: 'linear', increment: lb(10), deload },
      { sets: 1, target: { reps: { min: 5, max: 5 }, weight: lb(185) } },
    );
    expectProgramme(exercise, 'lb', [
      ['1x5 185', 'all'],
      ['1x5 195', 'all'],
      ['1x5 205', 'all'],
      ['1x5 215', 'all'],
      ['1x5 225', 'all'],
      ['1x5 235', 'all'],
      ['1x5 245', 'all'],
      ['1x5 255', 'all'],
      ['1x5 265', 'all'],
      ['1x5 275', '4'],
      ['1x5 275', 'all'],
      ['1x5 285', '3'],
      ['1x5 285', '3'],
      ['1x5 285', '4'],
      ['1x5 255', 'all'],
      ['1x5 265', 'all'],
      ['1x5 275', 'all'],
      ['1x5 285', 'all'],
    ]);
  });
});

describe('A 5/3/1 wave of twelve weeks', () => {
  const set = (percent: number, reps: number, atLeast = false) => ({ percent, reps, atLeast });
  const weeks = [
    [set(65, 5), set(75, 5), set(85, 5, true)],
    [set(70, 3), set(80, 3), set(90, 3, true)],
    [set(75, 5), set(85, 3), set(95, 1, true)],
    [set(40, 5), set(50, 5), set(60, 5)],
  ];

  it('raises the training max of the squat by 10 lb after each cycle, but not after a failed one', () => {
    const exercise = exerciseOf({ type: 'percentage', weeks, increment: lb(10), deload: null });
    const sessions = [
      // Training max 200 lb.
      ['5 130, 5 150, 5+ 170', '5 5 9'],
      ['3 140, 3 160, 3+ 180', '3 3 6'],
      ['5 150, 3 170, 1+ 190', '5 3 4'],
      ['5 80, 5 100, 5 120', 'all'],
      // 210 lb.
      ['5 135, 5 155, 5+ 180', '5 5 7'],
      ['3 145, 3 170, 3+ 190', '3 3 2'],
      ['5 155, 3 180, 1+ 200', '5 3 3'],
      ['5 85, 5 105, 5 125', 'all'],
      // 210 lb again.
      ['5 135, 5 155, 5+ 180', '5 5 8'],
      ['3 145, 3 170, 3+ 190', '3 3 5'],
      ['5 155, 3 180, 1+ 200', '5 3 2'],
      ['5 85, 5 105, 5 125', 'all'],
      // 220 lb.
      ['5 145, 5 165, 5+ 185', 'all'],
    ] as const;
    expectProgramme(exercise, 'lb', sessions, { max: lb(200) });
  });

  it('reduces the training max of the bench press by a tenth after a failed cycle', () => {
    const deload = { afterFailures: 1, percent: 10 };
    const exercise = exerciseOf({ type: 'percentage', weeks, increment: kg(2.5), deload });
    const sessions = [
      // Training max 100 kg.
      ['5 65, 5 75, 5+ 85', 'all'],
      ['3 70, 3 80, 3+ 90', 'all'],
      ['5 75, 3 85, 1+ 95', '5 3 0'],
      ['5 40, 5 50, 5 60', 'all'],
      // 90 kg: 58.5, 67.5, 76.5; 63, 72, 81; 67.5, 76.5, 85.5; 36, 45, 54.
      ['5 57.5, 5 67.5, 5+ 77.5', '5 5 10'],
      ['3 62.5, 3 72.5, 3+ 80', '3 3 8'],
      ['5 67.5, 3 77.5, 1+ 85', '5 3 6'],
      ['5 35, 5 45, 5 55', 'all'],
      // 92.5 kg: 60.125, 69.375, 78.625; 64.75, 74, 83.25; 69.375, 78.625, 87.875; 37, 46.25, 55.5.
      ['5 60, 5 70, 5+ 77.5', 'all'],
      ['3 65, 3 75, 3+ 82.5', 'all'],
      ['5 70, 3 77.5, 1+ 87.5', 'all'],
      ['5 37.5, 5 45, 5 55', 'all'],
    ] as const;
    expectProgramme(exercise, 'kg', sessions, { max: kg(100) });
  });
});
