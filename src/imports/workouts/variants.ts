import { contentOf, type WorkoutRow } from './workout-row.ts';

/** The rows of one workout, or of several versions of it. */
type Variant = { rows: readonly WorkoutRow[]; content: string; end: string | null; number: string | null };

/**
 * Divides the rows of one start and name into workouts. Within one part of the file, their end and their number tell
 * them apart. The workouts of the parts of a joined file are paired, because each part was exported anew: by their sets
 * first, then by end and number, and by their order last.
 */
export function variantsOf(rows: readonly WorkoutRow[]): readonly (readonly WorkoutRow[])[] {
  const known: Variant[] = [];
  for (const part of Map.groupBy(rows, ({ section }) => section).values()) {
    const free = new Set(known);
    let left = variantsOfPart(part);
    for (const isSame of [hasSameContent, hasSameEnd, isAny]) {
      left = left.filter((variant) => {
        const found = [...free].find((each) => isSame(each, variant));
        if (found === undefined) return true;
        free.delete(found);
        Object.assign(found, { ...variant, rows: [...found.rows, ...variant.rows] });
        return false;
      });
    }
    known.push(...left);
  }
  return known.map((variant) => variant.rows);
}

const hasSameContent = (one: Variant, other: Variant): boolean => one.content === other.content;
const hasSameEnd = (one: Variant, other: Variant): boolean => one.end === other.end && one.number === other.number;
const isAny = (): boolean => true;

/** Rows without an end or a number belong to the only workout that has one. */
function variantsOfPart(rows: readonly WorkoutRow[]): readonly Variant[] {
  const end = onlyOne(rows.map((row) => row.end));
  const number = onlyOne(rows.map((row) => row.number));
  const keyOf = (row: WorkoutRow) => JSON.stringify([row.end ?? end, row.number ?? number]);
  return [...Map.groupBy(rows, keyOf).values()].map((all) => ({
    rows: all,
    content: JSON.stringify(all.map(contentOf).toSorted()),
    end: all[0]?.end ?? end,
    number: all[0]?.number ?? number,
  }));
}

/** The only value of a list besides null; null if it has none or several. */
function onlyOne(values: readonly (string | null)[]): string | null {
  const [first, ...others] = new Set(values.filter((value) => value !== null));
  return others.length === 0 ? (first ?? null) : null;
}
