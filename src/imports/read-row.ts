import type { Member } from './file/file-index.ts';
import type { FileRow } from './file/file-rows.ts';
import { type Survey, textsOf } from './file/survey.ts';
import { written } from './formats/cells.ts';
import { RowError } from './formats/row-error.ts';
import { type LeaveOut, rowOf } from './formats/rows.ts';
import type { Problem, WorkoutRow } from './workouts/workout-row.ts';

/** How many sets the workouts with one start may have together. All of them are in memory at the same time. */
const maxSets = 10_000;

type ReadRow = Readonly<{
  member: Member | undefined;
  parts: () => readonly WorkoutRow['part'][];
  problems: Problem[];
}>;

/**
 * Prepares a row: finds the group to which it belongs, and makes the function that parses its sets. `member` is undefined
 * if the start of the workout cannot be read; `addRow` then rejects the row. `problems` gets the values that are left out
 * while `parts` runs.
 */
export function readRow({ cells, section }: Extract<FileRow, { error: null }>, survey: Survey): ReadRow {
  const problems: Problem[] = [];
  const leaveOut: LeaveOut = (read, of = 'row') => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      problems.push({ reason: `${error.message} ${leftOutNote}`, of });
      return null;
    }
  };
  const row = rowOf(cells, section.header, leaveOut);
  return { member: memberOf(), parts: () => survey.parserOf(section)(row), problems };

  function memberOf(): Member | undefined {
    try {
      return survey.members.of(textsOf(row, section));
    } catch (error) {
      if (error instanceof RowError) return undefined;
      throw error;
    }
  }
}

const leftOutNote = 'It is left out.';

type Placed = Readonly<{ line: number; part: number; segment: number }>;

/**
 * Parses a row and adds its sets to the group of workouts with the same start. Returns why the row is rejected; null
 * if it is not.
 */
export function addRow({ member, parts, problems }: ReadRow, { line, part: section, segment }: Placed): string | null {
  try {
    const sets = parts();
    if (member === undefined) throw new RowError('The row has no readable start.');
    const { group, name, end, number } = member;
    const added = sets.filter(({ set }) => set !== null).length;
    if (added > 0 && group.setCount + added > maxSets)
      throw new RowError(`The workout has more than ${written(maxSets)} sets.`);
    group.setCount += added;
    for (const [index, part] of sets.entries()) {
      group.rows.push({ line, section, segment, name, end, number, part, problems: index === 0 ? problems : [] });
    }
    return null;
  } catch (error) {
    if (error instanceof RowError) return error.message;
    throw error;
  }
}
