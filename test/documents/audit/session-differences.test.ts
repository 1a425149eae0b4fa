import { sessionAudit } from '../../../src/documents/audit/session.ts';
import type { EntryDocument } from '../../../src/documents/entries.ts';
import type { SessionDocument } from '../../../src/documents/session.ts';
import type { ExerciseId, Instant, TimeZone } from '../../../src/events/ids.ts';
import { noon } from '../../support/specification.ts';
import { describeDifferences, entryOf, kg, plannedOf, sessionOf, setOf } from './support/documents.ts';

const at = (time: string) => `2026-01-10T${time}Z` as Instant;
const [first, second, third] = [
  setOf('first', 0, { weight: kg(100), reps: 5 }),
  setOf('second', 1, { weight: kg(95), reps: 6, notes: 'slow' }),
  setOf('third', 2, { reps: 8, type: 'drop' }),
];

const session = sessionOf();

describeDifferences<SessionDocument>('sessions', sessionAudit, [
  ['are none for the same session', sessionOf([entryOf('Squat', 0)]), sessionOf([entryOf('Squat', 0)]), []],
  ['tell the name', session, { ...session, name: 'Push' }, ['Session: name none → “Push”']],
  ['tell the notes', { ...session, notes: 'a' }, { ...session, notes: 'b' }, ['Session: notes “a” → “b”']],
  [
    'tell the status',
    session,
    { ...session, status: 'completed', endedAt: at('13:30:05.000000') },
    ['Session: status in progress → completed', 'Session: end none → 2026-01-10 14:30:05'],
  ],
  [
    'tell the times as a clock in the time zone of each shows them',
    session,
    { ...session, timezone: 'UTC' as TimeZone },
    ['Session: start 2026-01-10 13:00 → 2026-01-10 12:00', 'Session: time zone Europe/Berlin → UTC'],
  ],
  [
    'tell each added exercise with its sets',
    session,
    sessionOf([entryOf('Squat', 0), entryOf('Row', 1, { sets: [first, third] })]),
    ['Squat added', 'Row added: 100 kg × 5, 8 reps (drop)'],
  ],
  [
    'tell each removed exercise with the number of its sets',
    sessionOf([entryOf('Squat', 0, { sets: [first] }), entryOf('Row', 1, { sets: [first, second] })]),
    session,
    ['Squat removed with 1 set', 'Row removed with 2 sets'],
  ],
  [
    'number exercises of the same name by their places',
    sessionOf([entryOf('a', 0, { name: 'Squat' }), entryOf('b', 1, { name: 'Squat' })]),
    sessionOf([entryOf('a', 0, { name: 'Squat' }), entryOf('c', 1, { name: 'Squat' })]),
    ['Squat (exercise 2) removed with 0 sets', 'Squat (exercise 2) added'],
  ],
  [
    'tell a new order of the exercises that both have',
    sessionOf([entryOf('a', 0), entryOf('b', 1), entryOf('c', 2)]),
    sessionOf([entryOf('c', 0), entryOf('b', 1), entryOf('d', 2)]),
    ['a removed with 0 sets', 'd added', 'Exercises reordered: b, c → c, b'],
  ],
]);

/** The differences of two sessions of which only an exercise differs. */
const ofEntry = (
  title: string,
  before: Partial<EntryDocument>,
  after: Partial<EntryDocument>,
  ...sentences: readonly string[]
) => [title, sessionOf([entryOf('Squat', 0, before)]), sessionOf([entryOf('Squat', 0, after)]), sentences] as const;

describeDifferences<SessionDocument>('sessions in an exercise', sessionAudit, [
  ofEntry('tell its link', {}, { exerciseId: 'id' as ExerciseId }, 'Squat: exercise in the catalogue none → id'),
  ofEntry('tell its mode', {}, { mode: 'weight_reps' as never }, 'Squat: mode reps → weight reps'),
  ofEntry('tell its superset', { supersetGroup: 1 }, { supersetGroup: null }, 'Squat: superset 1 → none'),
  ofEntry('tell its notes', {}, { notes: 'deep' }, 'Squat: notes none → “deep”'),
  ofEntry(
    'tell its targets',
    {},
    { planned: plannedOf('Front Squat', { reps: { min: 5, max: 8 } }, { seconds: 90, weight: kg(20) }) },
    'Squat: planned nothing → Front Squat, 5–8 reps, 1 min 30 s, 20 kg',
  ),
  ofEntry(
    'tell several parts in one sentence',
    {},
    { supersetGroup: 2, notes: 'a' },
    'Squat: superset none → 2; notes none → “a”',
  ),
  ofEntry(
    'tell another name with its place',
    {},
    { name: 'Row', notes: 'a' },
    'Exercise 1: Squat → Row; notes none → “a”',
  ),
  ofEntry('tell another name alone', {}, { name: 'Row' }, 'Exercise 1: Squat → Row'),
  ofEntry(
    'tell each added set with its notes',
    { sets: [first] },
    { sets: [first, second] },
    'Set 2 of Squat logged: 95 kg × 6, notes “slow”',
  ),
  ofEntry(
    'tell each removed set',
    { sets: [first, second, third] },
    { sets: [second] },
    'Set 1 of Squat removed: 100 kg × 5',
    'Set 3 of Squat removed: 8 reps (drop)',
  ),
  ofEntry(
    'tell what was done in a set and when',
    { sets: [first, second] },
    { sets: [first, { ...second, reps: 7, performedAt: noon, notes: null }] },
    'Set 2 of Squat: 95 kg × 6 → 95 kg × 7; done at none → 2026-01-10 13:00; notes “slow” → none',
  ),
  ofEntry(
    'tell a new order of sets by their old numbers',
    { sets: [first, second, third] },
    { sets: [third, first, second] },
    'Sets of Squat reordered: 1, 2, 3 → 3, 1, 2',
  ),
  ofEntry(
    'tell a changed exercise before its sets',
    { sets: [first] },
    { notes: 'a', sets: [] },
    'Squat: notes none → “a”',
    'Set 1 of Squat removed: 100 kg × 5',
  ),
]);
