import { z } from 'zod';
import type { EntryDocument } from '../../documents/entries.ts';
import type { SessionDocument } from '../../documents/session.ts';
import type { Measures } from '../../events/performance.ts';
import { day } from '../../http/requests/list.ts';
import { namedExercise } from '../frame/exercises.ts';
import { cursor, exerciseField, grouped, limitOf, localTime, next, setWords } from '../frame/shown.ts';
import { type Tool, tool } from '../frame/tool.ts';
import { at, exerciseId, sessionId } from './examples.ts';

const exercise = z.strictObject({ id: z.string(), name: z.string() });
const squat = { id: exerciseId, name: 'Squat' };

type Item = Pick<SessionDocument, 'startedAt' | 'timezone'> &
  Readonly<{ sessionId: string; exercises: readonly EntryDocument[] }>;

const historyTool = tool({
  name: 'exercise_history',
  title: 'Exercise history',
  description: 'List what was done of one exercise, session by session, newest first.',
  scope: 'read',
  input: z.strictObject({ exercise: exerciseField, limit: limitOf(8, 20), cursor }),
  output: z.strictObject({
    exercise,
    sessions: z.array(z.strictObject({ sessionId: z.string(), at: z.string(), sets: z.array(z.string()) })),
    next,
  }),
  example: {
    arguments: { exercise: 'Squat' },
    result: { exercise: squat, sessions: [{ sessionId, at, sets: ['100 kg × 5, RPE 8.5'] }], next: null },
  },
  handle: async (session, { exercise: text, limit, cursor: after }) => {
    const { id, name } = await namedExercise(session, text, 'exercise');
    const query = { pageSize: String(limit), after };
    const found = await session.call<{ items: readonly Item[] }>('listExerciseHistory', { path: { id }, query });
    const sessions = found.body.items.map((item) => ({
      ...{ sessionId: item.sessionId, at: localTime(item.startedAt, item.timezone) },
      sets: shortened(grouped(item.exercises.flatMap(({ sets }) => sets.map(setWords)))),
    }));
    return { exercise: { id, name }, sessions, next: found.next };
  },
});

/** How many texts about the sets of one session are shown. `read_session` has the rest. */
const shownSets = 10;

const shortened = (texts: readonly string[]): string[] =>
  texts.length > shownSets ? [...texts.slice(0, shownSets), `and ${texts.length - shownSets} more`] : [...texts];

type Record = Readonly<{
  kind: string;
  value: number;
  day: string;
  set: Measures;
}>;
type Statistics = Readonly<{
  unit: string;
  formula: string;
  sessions: number;
  sets: number;
  volume: number;
  lastDay: string | null;
  series: readonly Readonly<{ day: string; e1rm: number }>[];
}>;
type Records = Readonly<{ records: readonly Record[] }>;

const shownEstimates = 10;
const shownRecords = 12;

const statisticsTool = tool({
  name: 'exercise_statistics',
  title: 'Exercise statistics and records',
  description: 'Totals, records and the estimated one-rep maximum of one exercise. Warm-ups never count.',
  scope: 'read',
  input: z.strictObject({ exercise: exerciseField, from: day.exactOptional(), to: day.exactOptional() }),
  output: z.strictObject({
    exercise,
    unit: z.string().describe('Of volume and estimates.'),
    formula: z.string(),
    ...{ sessions: z.int(), sets: z.int(), volume: z.number(), lastDay: z.string().nullable() },
    estimates: z.array(z.string()).describe('Latest best estimates.'),
    records: z.array(z.string()),
  }),
  example: {
    arguments: { exercise: 'Squat' },
    result: {
      ...{ exercise: squat, unit: 'kg', formula: 'epley', sessions: 9, sets: 30, volume: 14_400 },
      ...{ lastDay: '2026-03-01', estimates: ['2026-03-01: 116.667'] },
      records: ['e1rm 116.667 on 2026-03-01: 100 kg × 5'],
    },
  },
  handle: async (session, { exercise: text, from, to }) => {
    const { id, name } = await namedExercise(session, text, 'exercise');
    const asked = { path: { exerciseId: id }, query: { from, to } };
    const { body } = await session.call<Statistics>('getExerciseStatistics', asked);
    const { records } = (await session.call<Records>('listRecords', asked)).body;
    const { unit, formula, sessions, sets, volume, lastDay, series } = body;
    return {
      ...{ exercise: { id, name }, unit, formula, sessions, sets, volume, lastDay },
      estimates: series.slice(-shownEstimates).map((each) => `${each.day}: ${each.e1rm}`),
      records: records.slice(0, shownRecords).map(recordText),
    };
  },
});

const recordText = ({ kind, value, day: on, set }: Record): string => `${kind} ${value} on ${on}: ${setWords(set)}`;

export const exerciseFigureTools: readonly Tool[] = [historyTool, statisticsTool];
