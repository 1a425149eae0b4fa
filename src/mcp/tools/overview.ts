import { z } from 'zod';
import { counted } from '../../documents/audit/words.ts';
import { tool } from '../frame/tool.ts';

type Week = Readonly<{ startsOn: string; sessions: number; sets: number; volume: number }>;
type Dashboard = Readonly<{
  today: string;
  unit: string;
  week: Week & Readonly<{ needed: number; muscles: readonly Readonly<{ name: string; sets: number }>[] }>;
  streak: Readonly<{ current: Readonly<{ weeks: number }>; longest: Readonly<{ weeks: number }> }>;
  records: readonly Readonly<{ exerciseName: string; kind: string; value: number; previous: number; day: string }>[];
  weeks: readonly Week[];
  compliance: readonly Readonly<{ days: number; plannedSets: number; doneSets: number }>[];
}>;

const shownWeeks = 8;

export const overviewTool = tool({
  name: 'training_overview',
  title: 'Training overview',
  description: 'This week, the last weeks, sets per muscle, streak, latest records, and planned against done.',
  scope: 'read',
  input: z.strictObject({}),
  output: z.strictObject({
    today: z.string(),
    unit: z.string().describe('Of volumes and estimates.'),
    week: z.string(),
    muscles: z.array(z.string()).describe('Sets of this week.'),
    streakWeeks: z.int(),
    weeks: z.array(z.string()),
    records: z.array(z.string()),
    compliance: z.array(z.string()),
  }),
  example: {
    arguments: {},
    result: {
      ...{ today: '2026-03-01', unit: 'kg', streakWeeks: 6 },
      week: 'from 2026-02-23: 3 sessions, 42 sets, volume 12500.5',
      muscles: ['Chest: 12.5'],
      weeks: ['from 2026-02-23: 3 sessions, 42 sets, volume 12500.5'],
      records: ['2026-03-01 Squat e1rm: 112.5 → 116.667'],
      compliance: ['last 7 days: 47 of 52 sets'],
    },
  },
  handle: async ({ call }) => {
    const { body } = await call<Dashboard>('getDashboard');
    const { today, unit, week, streak, records, weeks, compliance } = body;
    return {
      ...{ today, unit, week: weekText(week), streakWeeks: streak.current.weeks },
      muscles: week.muscles.map(({ name, sets }) => `${name}: ${sets}`),
      weeks: weeks.slice(-shownWeeks).map(weekText),
      records: records.map(
        ({ day, exerciseName, kind, previous, value }) => `${day} ${exerciseName} ${kind}: ${previous} → ${value}`,
      ),
      compliance: compliance.map(
        ({ days, doneSets, plannedSets }) => `last ${days} days: ${doneSets} of ${plannedSets} sets`,
      ),
    };
  },
});

const weekText = ({ startsOn, sessions, sets, volume }: Week): string =>
  `from ${startsOn}: ${counted(sessions, 'session')}, ${counted(sets, 'set')}, volume ${volume}`;
