import type { EntryDocument, SetDocument } from '../documents/entries.ts';
import type { SessionDocument } from '../documents/session.ts';
import { type Cell, lineOf, localTime } from './csv.ts';
import type { CsvFormat } from './formats.ts';

const columns = [
  ...['Date', 'Workout Name', 'Duration', 'Exercise Name', 'Set Order', 'Weight', 'Weight Unit', 'Reps', 'RPE'],
  ...['Distance', 'Distance Unit', 'Seconds', 'Notes', 'Workout Notes'],
];
const timeFormat = 'yyyy-MM-dd HH:mm:ss';
/** Strong writes a letter instead of the number of a set that is not a normal one. */
const letters = { normal: null, warm_up: 'W', drop: 'D', failure: 'F' } as const;
const distanceUnits = { m: 'meters', km: 'km', mi: 'mi', yd: 'yards', ft: 'feet' } as const;

/** The format of Strong's files, with units. The note on an exercise is a row of its own. Supersets are missing. */
export const strong: CsvFormat = {
  header: lineOf(columns),
  rowsOf,
  cannotHold: new Set([
    ...([
      'timeZones',
      'fractions',
      'status',
      'links',
      'targets',
      'modes',
      'emptyExercises',
      'supersets',
      'setTimes',
      'rir',
    ] as const),
    ...(['zeroWeights', 'repeatedExercises'] as const),
  ]),
};

function rowsOf(session: SessionDocument): string {
  const head = [localTime(session.startedAt, session, timeFormat), session.name ?? '', durationOf(session)];
  return session.exercises.map((entry) => rowsOfEntry([...head, entry.name], entry, session.notes ?? '')).join('');
}

function rowsOfEntry(head: readonly Cell[], entry: EntryDocument, workoutNotes: string): string {
  let number = 0;
  const orderOf = (type: SetDocument['type']) => {
    const letter = letters[type];
    if (letter === null) number += 1;
    return letter ?? number;
  };
  const rows = entry.sets.map(({ type, weight, reps, rpe, distance, seconds, notes }) =>
    lineOf([
      ...[...head, orderOf(type)],
      ...[weight?.value ?? null, weight ? { kg: 'kg', lb: 'lbs' }[weight.unit] : '', reps, rpe],
      ...[distance?.value ?? null, distance ? distanceUnits[distance.unit] : '', seconds, notes ?? '', workoutNotes],
    ]),
  );
  if (entry.notes === null || rows.length === 0) return rows.join('');
  return rows.join('') + lineOf([...head, 'Note', 0, '', 0, null, 0, '', 0, entry.notes, workoutNotes]);
}

/** How long the session took, such as `1h 5m 20s`; empty before its end. */
function durationOf({ durationSeconds }: SessionDocument): string {
  if (durationSeconds === null) return '';
  const parts = [Math.floor(durationSeconds / 3_600), Math.floor(durationSeconds / 60) % 60, durationSeconds % 60];
  const words = parts.flatMap((value, index) => (value > 0 ? [`${value}${['h', 'm', 's'][index]}`] : []));
  return words.join(' ') || '0s';
}
