import type { TimeZone } from '../../../events/ids.ts';
import type { WeightUnit } from '../../../events/values.ts';
import type { Trouble } from './trouble.ts';
import { benchUnits, type DemoUnit, usualUnits } from './units.ts';

/** An account of the demo. Its name and its address, which receives no mail, say that it is not a person. */
type DemoPerson = Readonly<{ key: string; name: string; email: string }>;

export type DemoAthlete = DemoPerson &
  Readonly<{
    timezone: TimeZone;
    unit: WeightUnit;
    goals: string;
    birthYear: number;
    /** The weights that the athlete lifts, as a multiple of the average. */
    level: number;
    /** The body weight today in kilograms, and by how much it has changed in each of the last eight weeks. */
    bodyKg: number;
    bodyKgPerWeek: number;
    /** The hour of the day in UTC at which the athlete trains, within the same day in the own time zone. */
    hour: number;
    units: readonly DemoUnit[];
    hasPlan: boolean;
    troubles: readonly Trouble[];
    /** What the coach writes about the latest session; null for nothing. */
    comment: string | null;
  }>;

const person = (first: string): DemoPerson => ({
  ...{ key: first.toLowerCase(), name: `${first} (demo)`, email: `${first.toLowerCase()}@demo.example` },
});
const berlin = { timezone: 'Europe/Berlin' as TimeZone, unit: 'kg', hour: 16 } as const;
const london = { timezone: 'Europe/London' as TimeZone, unit: 'kg', hour: 17 } as const;
const newYork = { timezone: 'America/New_York' as TimeZone, unit: 'lb', hour: 22 } as const;
const usual = { units: usualUnits, hasPlan: true, bodyKgPerWeek: 0, troubles: [], comment: null } as const;

export const demoCoach: DemoPerson = person('Dana');

/** The athletes of the demo: one without trouble, and seven with a trouble that a coach should find. */
export const demoAthletes: readonly DemoAthlete[] = [
  {
    ...{ ...usual, ...person('Ada'), ...berlin, goals: 'A first powerlifting meet in spring.', birthYear: 1994 },
    ...{ level: 0.8, bodyKg: 66, troubles: ['record'], comment: 'Three records in a week. Keep the plan as it is.' },
  },
  {
    ...{ ...usual, ...person('Ben'), ...london, goals: 'Stay strong beside a busy job.', birthYear: 1985 },
    ...{ level: 1.1, bodyKg: 88, troubles: ['missed', 'shortened'] },
  },
  {
    ...{ ...usual, ...person('Cleo'), ...berlin, goals: 'Bench press her own weight.', birthYear: 1999 },
    ...{ level: 0.7, bodyKg: 61, units: benchUnits, troubles: ['stall', 'long-rests'] },
  },
  {
    ...{ ...usual, ...person('Dario'), ...london, goals: 'Squat without fear of the knee.', birthYear: 1978 },
    ...{ level: 1, bodyKg: 82, troubles: ['pain'], comment: 'How is the knee today? Leg press is fine until we talk.' },
  },
  {
    ...{ ...usual, ...person('Emma'), ...berlin, goals: 'Eat enough, keep the weight.', birthYear: 1991 },
    ...{ level: 0.75, bodyKg: 57, bodyKgPerWeek: -0.8, troubles: ['drop'] },
  },
  {
    ...{ ...usual, ...person('Finn'), ...newYork, goals: 'As much as possible, as soon as possible.', birthYear: 2003 },
    ...{ level: 1.2, bodyKg: 93, troubles: ['volume-jump'] },
  },
  {
    ...{ ...usual, ...person('Gita'), ...london, goals: 'Back into a habit.', birthYear: 1989 },
    ...{ level: 0.65, bodyKg: 70, hasPlan: false, troubles: ['silence'] },
  },
  {
    ...{ ...usual, ...person('Hugo'), ...berlin, goals: 'A double body weight deadlift.', birthYear: 1996 },
    ...{ level: 1.05, bodyKg: 79, troubles: ['late-logging', 'skipped', 'corrections'] },
  },
];
