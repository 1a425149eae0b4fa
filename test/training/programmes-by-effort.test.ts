import { exerciseOf, expectProgramme, kg, lb } from './support/programme.ts';

// Each table is what the programme prescribes, written down by hand: a line is a session.

describe('Push, pull and legs by double progression for twelve weeks', () => {
  const deload = { afterFailures: 2, percent: 10 };

  it('raises the repetitions of a dumbbell press from 8 to 12, then the dumbbells', () => {
    const exercise = exerciseOf(
      { type: 'double', increment: kg(2.5), deload },
      { loading: 'dumbbells', target: { reps: { min: 8, max: 12 }, weight: kg(20) } },
    );
    expectProgramme(exercise, 'kg', [
      ['3x8-12 20', '10 9 8'],
      ['3x9-12 20', '10 10 10'],
      ['3x11-12 20', '12 12 11'],
      ['3x12 20', '12 12 12'],
      ['3x8-12 22.5', '9 8 7'],
      ['3x8-12 22.5', '9 9 8'],
      ['3x9-12 22.5', '10 9 9'],
      ['3x10-12 22.5', '10 9 9'],
      ['3x10-12 22.5', '11 10 9'],
      // 22.5 kg less a tenth are 20.25 kg.
      ['3x8-12 20', '12 12 12'],
      ['3x8-12 22.5', '12 12 12'],
      ['3x8-12 25', '8 8 8'],
    ]);
  });

  it('raises the row of a machine by its steps', () => {
    const exercise = exerciseOf(
      { type: 'double', increment: lb(10), deload },
      { sets: 2, loading: 'steps', target: { reps: { min: 10, max: 15 }, weight: lb(100) } },
    );
    expectProgramme(exercise, 'lb', [
      ['2x10-15 100', '13 11'],
      ['2x12-15 100', '15 14'],
      ['2x15 100', '15 15'],
      ['2x10-15 110', '12 12'],
      ['2x13-15 110', '13 12'],
      ['2x13-15 110', '14 13'],
      ['2x14-15 110', '15 15'],
      ['2x10-15 120', '10 9'],
      ['2x10-15 120', '9 9'],
      // 120 lb less a tenth are 108 lb.
      ['2x10-15 110', '15 15'],
      ['2x10-15 120', '11 11'],
      ['2x12-15 120', '12 12'],
    ]);
  });

  it('raises the leg press from the weight that the athlete has chosen', () => {
    const exercise = exerciseOf(
      { type: 'double', increment: kg(10), deload: null },
      { loading: 'steps', target: { reps: { min: 6, max: 8 } } },
    );
    expectProgramme(exercise, 'kg', [
      ['3x6-8 –', '100x8 100x7 100x6'],
      ['3x7-8 100', '8 8 7'],
      ['3x8 100', '8 8 8'],
      ['3x6-8 110', '7 6 5'],
      ['3x6-8 110', '7 6 5'],
      ['3x6-8 110', '7 7 6'],
      ['3x7-8 110', '120x8 120x8 120x8'],
      ['3x6-8 130', '7 7 7'],
      ['3x8 130', '8 8 8'],
      ['3x6-8 140', '6 6 6'],
      ['3x7-8 140', '8 8 8'],
      ['3x6-8 150', 'all'],
    ]);
  });
});

describe('Upper and lower body by effort for twelve weeks', () => {
  it('follows the estimated maximum of the squat by the formula of Epley', () => {
    const exercise = exerciseOf(
      { type: 'rpe', deload: { afterFailures: 2, percent: 10 } },
      { target: { reps: { min: 5, max: 5 }, weight: kg(100), rpe: 8 } },
    );
    expectProgramme(exercise, 'kg', [
      ['3x5@8 100', '5@7 5@7 5@7.5'],
      // 100 · 38/30 = 126.67; 126.67 · 30/37 = 102.7.
      ['3x5@8 102.5', '5@8 5@8 5@8.5'],
      ['3x5@8 102.5', '5@7.5 5@8 5@8'],
      // 102.5 · 37.5/37 = 103.89.
      ['3x5@8 105', '5@9 5@9.5 4@10'],
      // 105 · 36/37 = 102.16.
      ['3x5@8 102.5', '5@9 5@9 5@9.5'],
      // 102.5 · 36/37 = 99.73, less a tenth 89.76.
      ['3x5@8 90', '5@6 5@6.5 5@7'],
      // 90 · 39/37 = 94.86.
      ['3x5@8 95', '5@7 5@7 5@7.5'],
      // 95 · 38/37 = 97.57.
      ['3x5@8 97.5', '5@7.5 5@8 5@8'],
      // 97.5 · 37.5/37 = 98.82.
      ['3x5@8 100', 'all'],
      ['3x5@8 100', '5 5 5'],
      // Sets without a rating do not change the estimate.
      ['3x5@8 100', '5@7.5 5@8 5@8'],
      // 100 · 37.5/37 = 101.35.
      ['3x5@8 102.5', 'all'],
    ]);
  });

  it('follows the estimated maximum of the bench press in pounds by the formula of Brzycki', () => {
    const exercise = exerciseOf(
      { type: 'rpe', deload: { afterFailures: 3, percent: 10 } },
      { target: { reps: { min: 8, max: 8 }, weight: lb(135), rpe: 8 } },
    );
    const sessions = [
      ['3x8@8 135', '8@7 8@7.5 8@8'],
      // 135 · 27/26 = 140.19.
      ['3x8@8 140', '8@8 8@8.5 8@9'],
      ['3x8@8 140', 'all'],
      ['3x8@8 140', '8@7 8@7 8@7'],
      // 140 · 27/26 = 145.38.
      ['3x8@8 145', '8@9 8@9 7@10'],
      // 145 · 27/28 = 139.82.
      ['3x8@8 140', '8@8.5 8@8.5 8@9'],
      // 140 · 27/27.5 = 137.45.
      ['3x8@8 135', '8@9 8@9 8@9'],
      // 135 · 27/28 = 130.18, less a tenth 117.16.
      ['3x8@8 115', '8@6 8@6 8@6'],
      // 115 · 27/25 = 124.2.
      ['3x8@8 125', '8@7 8@7 8@7'],
      // 125 · 27/26 = 129.81.
      ['3x8@8 130', '8@7 8@7 8@7'],
      ['3x8@8 135', '8@7.5 8@8 8@8'],
      // 135 · 27/26.5 = 137.55.
      ['3x8@8 140', 'all'],
    ] as const;
    expectProgramme(exercise, 'lb', sessions, { e1rmFormula: 'brzycki' });
  });
});
