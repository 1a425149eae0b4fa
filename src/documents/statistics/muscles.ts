import type { Day } from '../../events/ids.ts';
import { plusDays } from '../days.ts';
import { atScale, type Decimal, parseDecimal } from '../decimal.ts';

/**
 * What was done for a muscle group in an ISO week, which begins on `day`: working sets and volume in kilograms, whole
 * for a primary muscle of the exercise, half for a secondary one. `muscle` is null for the sets of exercises without
 * muscle groups.
 */
export type MuscleSums = Readonly<{
  day: Day;
  muscle: Readonly<{ id: number; name: string }> | null;
  sets: Decimal;
  volume: Decimal;
}>;

/** Days are counted from this Monday. */
export const firstMonday = '1970-01-05' as Day;

/** What was done of an exercise: on a day, how many working sets, and their volume. */
export type ExerciseDone = readonly [
  exercise: string | null,
  done: readonly (readonly [day: number, sets: number, volume: string])[],
];
export type ExerciseMuscles = readonly [exercise: string, primary: readonly number[], secondary: readonly number[]];
export type MuscleName = readonly [id: number, name: string];

/**
 * A whole number. A sum over thousands of rows is much faster with the type `number`, which is used while it is exact.
 */
type Whole = number | bigint;

/** The place of a muscle group in the order of names, and how many halves of a set count for it. */
type Share = Readonly<{ place: number; halves: 1 | 2 }>;
type Row = Readonly<{ shares: readonly Share[]; week: number; sets: number; volume: Decimal }>;

/** The sums of each muscle group and week, in the order of the weeks and of the names. */
export function muscleSumsOf(
  done: readonly ExerciseDone[],
  muscles: readonly ExerciseMuscles[],
  names: readonly MuscleName[],
): readonly MuscleSums[] {
  const sharesOf = createSharesOf(muscles, names);
  const rows = done.flatMap(([exercise, own]) => {
    const shares = sharesOf(exercise);
    return own.map(([day, sets, volume]) => ({
      shares,
      week: Math.floor(day / 7),
      sets,
      volume: parseDecimal(volume),
    }));
  });
  return [...Map.groupBy(rows, ({ week }) => week)]
    .toSorted(([one], [other]) => one - other)
    .flatMap(([week, own]) => sumsOfWeek(plusDays(firstMonday, week * 7), own, names));
}

/**
 * Returns for which muscle groups an exercise counts. An exercise without muscle groups gets the place after all names.
 */
function createSharesOf(muscles: readonly ExerciseMuscles[], names: readonly MuscleName[]) {
  const places = new Map(names.map(([id], place) => [id, place]));
  const sharesIn = (ids: readonly number[], halves: Share['halves']): readonly Share[] =>
    ids.flatMap((id) => places.get(id) ?? []).map((place) => ({ place, halves }));
  const known = new Map<string | null, readonly Share[]>(
    muscles.map(([id, primary, secondary]) => [id, [...sharesIn(primary, 2), ...sharesIn(secondary, 1)]]),
  );
  const none: readonly Share[] = [{ place: names.length, halves: 2 }];
  return (exercise: string | null): readonly Share[] => {
    const shares = known.get(exercise) ?? [];
    return shares.length === 0 ? none : shares;
  };
}

function sumsOfWeek(day: Day, rows: readonly Row[], names: readonly MuscleName[]): readonly MuscleSums[] {
  const scale = rows.reduce((greatest, { volume }) => Math.max(greatest, volume.scale), 0);
  const total = rows.reduce((sum, { volume }) => sum + atScale(volume, scale), 0n);
  // An exercise counts for a muscle group at most one and a half times: once as a primary and half as a secondary one.
  const isExact = 3n * total <= BigInt(Number.MAX_SAFE_INTEGER);
  const sets: number[] = [];
  const volumes: Whole[] = [];
  for (const row of rows) {
    const digits = atScale(row.volume, scale);
    const volume = isExact ? Number(digits) : digits;
    for (const { place, halves } of row.shares) {
      sets[place] = (sets[place] ?? 0) + halves * row.sets;
      volumes[place] = plusHalves(volumes[place] ?? 0, volume, halves);
    }
  }
  // `sets` has holes at the places of muscle groups that were not trained. `Object.keys` skips them.
  return Object.keys(sets).map((key) => {
    const place = Number(key);
    const [id, name = ''] = names[place] ?? [];
    return {
      day,
      muscle: id === undefined ? null : { id, name },
      sets: ofHalves(sets[place] ?? 0, 0),
      volume: ofHalves(volumes[place] ?? 0, scale),
    };
  });
}

const plusHalves = (sum: Whole, volume: Whole, halves: number): Whole =>
  typeof volume === 'number' ? Number(sum) + volume * halves : BigInt(sum) + volume * BigInt(halves);

const ofHalves = (halves: Whole, scale: number): Decimal => ({ digits: BigInt(halves) * 5n, scale: scale + 1 });
