import type { AnyExercise, AnySession, AnySet } from './histories.ts';

/** One layout in which another app has written, or still writes, its export files. */
export type Variant = Readonly<{
  title: string;
  format: 'strong' | 'hevy';
  /**
   * The weight unit that must be given with the import because the file does not name it; null if no unit is needed.
   */
  option: 'kg' | 'lb' | null;
  weightUnit: 'kg' | 'lb';
  distanceUnit: 'm' | 'km' | 'mi';
  /** The optional values that files of this variant can store. All others are lost in the export. */
  keeps: readonly ('rpe' | 'setNotes' | 'exerciseNotes' | 'superset' | 'sessionNotes' | 'end')[];
  write: (history: readonly AnySession[]) => string;
}>;

const two = (value: number): string => String(value).padStart(2, '0');
const iso = (ms: number): string => new Date(ms).toISOString();
const clock24 = (ms: number): string => `${iso(ms).slice(0, 10)} ${iso(ms).slice(11, 19)}`;
const clock12 = (ms: number): string => {
  const hour = new Date(ms).getUTCHours();
  return `${iso(ms).slice(0, 10)} ${hour % 12 || 12}${iso(ms).slice(13, 19)}\u202f${hour < 12 ? 'AM' : 'PM'}`;
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const worded = (ms: number): string => {
  const date = new Date(ms);
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${time}`;
};
const spoken = (minutes: number): string => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours}h` : '', rest > 0 || hours === 0 ? `${rest}m` : ''].join(' ').trim();
};

type Style = { delimiter: string; lineEnd: string; comma?: boolean; quoteAll?: boolean; bom?: boolean };

function table(rows: readonly (readonly (string | number | null)[])[], style: Style): string {
  const cell = (value: string | number | null): string => {
    const plain = typeof value === 'number' && style.comma ? String(value).replace('.', ',') : String(value ?? '');
    const needs = style.quoteAll || plain.includes(style.delimiter) || /["\r\n]/.test(plain);
    return needs ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const text = rows.map((row) => row.map(cell).join(style.delimiter) + style.lineEnd).join('');
  return style.bom ? `\uFEFF${text}` : text;
}

type SetRow = { session: AnySession; exercise: AnyExercise; set: AnySet; index: number; order: string };
const letters = { warm_up: 'W', drop: 'D', failure: 'F' };

function setRows(history: readonly AnySession[], from: number): SetRow[] {
  return history.flatMap((session) =>
    session.exercises.flatMap((exercise) => {
      let number = from;
      return exercise.sets.map((set, index) => {
        const order = set.type === 'normal' ? String(number++) : letters[set.type];
        return { session, exercise, set, index, order };
      });
    }),
  );
}

const hevyTypes = { normal: 'normal', warm_up: 'warmup', drop: 'dropset', failure: 'failure' };
const hevy = (weight: string, distance: string, date: (ms: number) => string) => (history: readonly AnySession[]) =>
  table(
    [
      [
        'title',
        'start_time',
        'end_time',
        'description',
        'exercise_title',
        'superset_id',
        'exercise_notes',
        'set_index',
      ].concat(['set_type', weight, 'reps', distance, 'duration_seconds', 'rpe']),
      ...setRows(history, 0).map(({ session, exercise, set, index }) => [
        ...[session.name, date(session.start), date(session.start + session.minutes * 60_000)],
        ...[session.notes?.replaceAll('\n', '\\n') ?? '', exercise.name, exercise.supersetGroup, exercise.notes],
        ...[index, hevyTypes[set.type], set.weight, set.reps, set.distance, set.seconds, set.rpe],
      ]),
    ],
    { delimiter: ',', lineEnd: '\n' },
  );

export const variants: readonly Variant[] = [
  {
    title: 'Strong with commas',
    format: 'strong',
    option: 'lb',
    weightUnit: 'lb',
    distanceUnit: 'mi',
    keeps: ['rpe', 'setNotes', 'sessionNotes', 'end'],
    write: (history) =>
      table(
        [
          [
            'Date',
            'Workout Name',
            'Duration',
            'Exercise Name',
            'Set Order',
            'Weight',
            'Reps',
            'Distance',
            'Seconds',
          ].concat(['Notes', 'Workout Notes', 'RPE']),
          ...setRows(history, 1).map(({ session, exercise, set, order }) => [
            ...[clock12(session.start), session.name, spoken(session.minutes), exercise.name, order, set.weight ?? 0],
            ...[set.reps, set.distance ?? 0, set.seconds ?? 0, set.notes, session.notes, set.rpe],
          ]),
        ],
        { delimiter: ',', lineEnd: '\r\n', bom: true },
      ),
  },
  {
    title: 'Strong of 2016',
    format: 'strong',
    option: null,
    weightUnit: 'kg',
    distanceUnit: 'km',
    keeps: ['setNotes'],
    write: (history) =>
      table(
        [
          ['Date', 'Workout Name', 'Exercise Name', 'Set Order', 'kg', 'Reps', 'km', 'Seconds', 'Notes'],
          ...setRows(history, 0).map(({ session, exercise, set, order }) => [
            ...[clock24(session.start), session.name, exercise.name, order, set.weight ?? 0, set.reps],
            ...[set.distance ?? 0, set.seconds ?? 0, set.notes],
          ]),
        ],
        { delimiter: ',', lineEnd: '\n' },
      ),
  },
  {
    title: 'Strong with semicolons and units in the header',
    format: 'strong',
    option: null,
    weightUnit: 'kg',
    distanceUnit: 'm',
    keeps: ['rpe', 'setNotes', 'sessionNotes', 'end'],
    write: (history) =>
      table(
        [
          [
            'Workout #',
            'Date',
            'Workout Name',
            'Duration (sec)',
            'Exercise Name',
            'Set Order',
            'Weight (kg)',
            'Reps',
          ].concat(['RPE', 'Distance (meters)', 'Seconds', 'Notes', 'Workout Notes']),
          ...setRows(history, 1).map(({ session, exercise, set, order }) => [
            ...['7', clock24(session.start), session.name, session.minutes * 60, exercise.name, order, set.weight],
            ...[set.reps, set.rpe, set.distance, set.seconds, set.notes, session.notes],
          ]),
        ],
        { delimiter: ';', lineEnd: '\n', comma: true, quoteAll: true },
      ),
  },
  {
    title: 'Strong with semicolons and units in its rows',
    format: 'strong',
    option: null,
    weightUnit: 'lb',
    distanceUnit: 'km',
    keeps: ['rpe', 'setNotes', 'exerciseNotes', 'sessionNotes', 'end'],
    write: (history) =>
      table(
        [
          [
            'Date',
            'Workout Name',
            'Exercise Name',
            'Set Order',
            'Weight',
            'Weight Unit',
            'Reps',
            'RPE',
            'Distance',
          ].concat(['Distance Unit', 'Seconds', 'Notes', 'Workout Notes', 'Workout Duration']),
          ...setRows(history, 1).flatMap(({ session, exercise, set, index, order }) => {
            const workout = [clock24(session.start), session.name, exercise.name];
            const end = [session.notes, spoken(session.minutes)];
            const rest = [...workout, 'Rest Timer', null, null, null, null, null, null, 90, null, ...end];
            const note = [...workout, 'Note', null, null, null, null, null, null, null, exercise.notes, ...end];
            const row = [
              ...[...workout, order, set.weight, 'lbs', set.reps, set.rpe, set.distance, 'km', set.seconds, set.notes],
              ...end,
            ];
            return index === 0 ? [note, row, rest] : [row, rest];
          }),
        ],
        { delimiter: ';', lineEnd: '\r\n', comma: true },
      ),
  },
  {
    title: 'Hevy in kg and km',
    format: 'hevy',
    option: null,
    weightUnit: 'kg',
    distanceUnit: 'km',
    keeps: ['rpe', 'exerciseNotes', 'superset', 'sessionNotes', 'end'],
    write: hevy('weight_kg', 'distance_km', worded),
  },
  {
    title: 'Hevy in pounds and miles',
    format: 'hevy',
    option: null,
    weightUnit: 'lb',
    distanceUnit: 'mi',
    keeps: ['rpe', 'exerciseNotes', 'superset', 'sessionNotes', 'end'],
    write: hevy('weight_lbs', 'distance_miles', iso),
  },
];
