import { contentOf, type WorkoutRow } from './workout-row.ts';

/** A workout in one part of the file. */
type Variant = Readonly<{ rows: readonly WorkoutRow[]; end: string | null; number: string | null }>;
/** A workout with its versions in the parts of the file so far. `latest` is the last of them. */
type Workout = { latest: Variant; rows: readonly WorkoutRow[] };

/**
 * Divides the rows with the same start and name into workouts. Within one part of the file, their end and their number tell
 * them apart. The workouts of the parts of a joined file are paired, because each part was exported anew: by their sets
 * first, then by end and number, and by their order last.
 */
export function variantsOf(rows: readonly WorkoutRow[]): readonly (readonly WorkoutRow[])[] {
  const [first = [], ...parts] = Map.groupBy(rows, ({ section }) => section).values();
  const workouts: Workout[] = variantsOfPart(first).map((latest) => ({ latest, rows: latest.rows }));
  for (const part of parts) addPart(workouts, variantsOfPart(part));
  return workouts.map((workout) => workout.rows);
}

/** Adds the workouts of one part of the file to those of the parts before it. */
function addPart(workouts: Workout[], variants: readonly Variant[]): void {
  let free = [...workouts];
  let left = variants;
  for (const keyOf of [contentsOf, endOf, () => '']) {
    const byKey = Map.groupBy(free, ({ latest }) => keyOf(latest));
    left = left.filter((variant) => {
      const workout = byKey.get(keyOf(variant))?.shift();
      if (workout === undefined) return true;
      workout.latest = variant;
      workout.rows = [...workout.rows, ...variant.rows];
      return false;
    });
    free = [...byKey.values()].flat();
  }
  for (const latest of left) workouts.push({ latest, rows: latest.rows });
}

const contentsOf = ({ rows }: Variant): string => JSON.stringify(rows.map(contentOf).toSorted());
const endOf = ({ end, number }: Variant): string => JSON.stringify([end, number]);

/** Rows without an end or a number belong to the only workout that has one. */
function variantsOfPart(rows: readonly WorkoutRow[]): readonly Variant[] {
  const end = onlyOne(rows.map((row) => row.end));
  const number = onlyOne(rows.map((row) => row.number));
  const keyOf = (row: WorkoutRow) => JSON.stringify([row.end ?? end, row.number ?? number]);
  return [...Map.groupBy(rows, keyOf).values()].map((all) => ({
    rows: all,
    end: all[0]?.end ?? end,
    number: all[0]?.number ?? number,
  }));
}

/** The only value of a list besides null; null if it has none or several. */
function onlyOne(values: readonly (string | null)[]): string | null {
  const [first, ...others] = new Set(values.filter((value) => value !== null));
  return others.length === 0 ? (first ?? null) : null;
}
