import type { EntryDocument, SetDocument } from '../documents/entries.ts';
import type { SessionDocument } from '../documents/session.ts';
import { type Cell, lineOf, localTime } from './csv.ts';
import type { CsvFormat } from './formats.ts';
import { decimalShift } from './units.ts';

const columns = [
  ...['title', 'start_time', 'end_time', 'description', 'exercise_title', 'superset_id', 'exercise_notes', 'set_index'],
  ...['set_type', 'weight_kg', 'weight_lbs', 'reps', 'distance_km', 'distance_miles', 'duration_seconds', 'rpe'],
];
const timeFormat = 'd LLL yyyy, HH:mm';
const setTypes = { normal: 'normal', warm_up: 'warmup', drop: 'dropset', failure: 'failure' } as const;

/** The format of Hevy's files, with a column for each unit. Times have no seconds, and sets have no notes. */
export const hevy: CsvFormat = {
  header: lineOf(columns),
  rowsOf,
  cannotHold: new Set([
    ...([
      'timeZones',
      'seconds',
      'status',
      'links',
      'targets',
      'modes',
      'emptyExercises',
      'setNotes',
      'setTimes',
      'rir',
    ] as const),
    ...(['zeroWeights', 'distanceUnits', 'backslashes', 'repeatedExercises'] as const),
  ]),
};

function rowsOf(session: SessionDocument): string {
  const head = [
    session.name ?? '',
    localTime(session.startedAt, session, timeFormat),
    session.endedAt === null ? '' : localTime(session.endedAt, session, timeFormat),
    withoutLineBreaks(session.notes),
  ];
  return session.exercises.flatMap((entry) => entry.sets.map((set) => rowOf(head, entry, set))).join('');
}

function rowOf(head: readonly Cell[], entry: EntryDocument, set: SetDocument): string {
  const { weight, distance } = set;
  const weights: Cell[] = [weight?.unit === 'kg' ? weight.value : null, weight?.unit === 'lb' ? weight.value : null];
  return lineOf([
    ...head,
    entry.name,
    entry.supersetGroup,
    withoutLineBreaks(entry.notes),
    set.order,
    setTypes[set.type],
    ...weights,
    set.reps,
    ...distancesOf(distance),
    set.seconds,
    set.rpe,
  ]);
}

/** The distance in kilometres or in miles. Metres become kilometres, yards and feet become miles. */
function distancesOf(distance: SetDocument['distance']): readonly Cell[] {
  if (distance === null) return [null, null];
  const { value, unit } = distance;
  if (unit === 'km' || unit === 'm') return [unit === 'km' ? value : decimalShift(value, -3), null];
  return [null, unit === 'mi' ? value : value / { yd: 1_760, ft: 5_280 }[unit]];
}

/** Hevy writes a line break as a backslash followed by an n. */
const withoutLineBreaks = (text: string | null): string => (text ?? '').replaceAll('\n', '\\n');
