import { IANAZone } from 'luxon';
import { invalid } from '../errors.ts';
import { type ImportFormat, isCharset, timeZoneLength } from '../events/values.ts';
import type { Member, StartGroup } from './file/file-index.ts';
import { type ExportFile, type FileRow, fileRows } from './file/file-rows.ts';
import { type Survey, surveyFile, textsOf } from './file/survey.ts';
import { written } from './formats/cells.ts';
import { parseColumnMap } from './formats/csv.ts';
import { formats } from './formats/formats.ts';
import { RowError } from './formats/row-error.ts';
import { type LeaveOut, rowOf } from './formats/rows.ts';
import type { Parsed, ReadOptions } from './imported.ts';
import { type BuildOptions, buildWorkouts } from './workouts/build-workouts.ts';
import type { Problem, WorkoutRow } from './workouts/workout-row.ts';

/** The largest number of sets in the workouts of one start, which are kept in memory as a whole. */
const maxSets = 10_000;
/** About how many bytes of workouts are kept in memory while the rest of their rows is searched. */
const maxOpenSize = 32_000_000;

/**
 * Reads an exported file: first to find out how it is written and which rows belong together, then to yield workouts,
 * rejected rows and what is left out. Rows of a workout may be anywhere in the file. Refuses a file of another format,
 * or without a weight unit in file or options, before it yields anything.
 */
export async function* readExport(
  format: ImportFormat,
  open: () => AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<Parsed> {
  const { timezone, unit, charset = null } = options;
  const isZone = timezone.length <= timeZoneLength.max && IANAZone.isValidZone(timezone);
  if (!isZone) throw invalid('timezone', 'Unknown time zone.');
  if (charset !== null && !isCharset(charset)) throw invalid('charset', 'Unknown character set.');
  const map = parseColumnMap(options.map ?? '');
  if (map.size > 0 && format !== 'csv') throw invalid('map', 'Only the format csv has a mapping of columns.');
  const { [format]: app } = formats;
  const file: ExportFile = { open, format: app, layout: app.layoutOf(map), charset, sections: new Map() };
  const survey = await surveyFile(file, unit);
  for (const row of survey.leftOut) yield { type: 'leftOut', row };
  const { isShuffled } = survey.members;
  const { hasOneExerciseOfAName = false } = app;
  const { isJoined, isSorted } = survey;
  const build = { timezone, isJoined, isSorted, isShuffled, hasOneExerciseOfAName };
  // A file in order is read once. Where the rows of too many workouts are mixed, each reading reads some of them.
  for (let isFirst = true, isDone = false; !isDone; isFirst = false) {
    isDone = yield* readWorkouts({ file, survey, build, isFirst });
  }
}

type Reading = Readonly<{ file: ExportFile; survey: Survey; build: BuildOptions; isFirst: boolean }>;

/** Reads those workouts of a file for which there is room in memory. Returns whether all workouts have been read. */
async function* readWorkouts({ file, survey, build, isFirst }: Reading): AsyncGenerator<Parsed, boolean> {
  let openSize = 0;
  let isDone = true;
  let segment = 0;
  let last: Member | undefined;
  const admit = (group: StartGroup): boolean => {
    if (group.state === 'waiting' && (openSize === 0 || openSize + group.size <= maxOpenSize)) {
      group.state = 'open';
      openSize += group.size;
    }
    if (group.state === 'waiting') isDone = false;
    return group.state === 'open';
  };
  for await (const { rows, bytes } of fileRows(file)) {
    for (const row of rows) {
      if ('header' in row) continue;
      if (row.error !== null) {
        if (isFirst) yield { type: 'rejected', row: { line: row.line, reason: row.error } };
        continue;
      }
      const read = readRow(row, survey);
      const { member } = read;
      // A row whose workout is unknown does not separate the rows around it.
      if (member !== undefined && member !== last) segment += 1;
      last = member ?? last;
      if (member === undefined ? !isFirst : !admit(member.group)) continue;
      const reason = addRow(read, { ...row, segment });
      if (reason !== null) yield { type: 'rejected', row: { line: row.line, reason } };
      if (member === undefined) continue;
      member.group.left -= 1;
      if (member.group.left > 0) continue;
      openSize -= member.group.size;
      yield* finish(member.group, build, bytes);
    }
  }
  return isDone;
}

type ReadRow = Readonly<{
  member: Member | undefined;
  parts: () => readonly WorkoutRow['part'][];
  problems: Problem[];
}>;

function readRow({ cells, section }: Extract<FileRow, { error: null }>, survey: Survey): ReadRow {
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

/** Parses a row and adds its sets to its group. Returns why the row is rejected, or null if it is not. */
function addRow({ member, parts, problems }: ReadRow, { line, part: section, segment }: Placed): string | null {
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

function* finish(group: StartGroup, options: BuildOptions, bytes: number): Generator<Parsed> {
  const { rows } = group;
  group.state = 'done';
  group.rows = [];
  const { workouts, refused, leftOut } = buildWorkouts(rows, options);
  for (const row of leftOut) yield { type: 'leftOut', row };
  for (const each of refused) yield { type: 'refused', ...each };
  if (workouts.length > 0) yield { type: 'workouts', workouts, bytes };
}
