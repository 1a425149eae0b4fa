import type { Member, StartGroup } from './file/file-index.ts';
import { type ExportFile, fileRows } from './file/file-rows.ts';
import type { Survey } from './file/survey.ts';
import type { Parsed } from './imported.ts';
import { addRow, readRow } from './read-row.ts';
import { type BuildOptions, buildWorkouts } from './workouts/build-workouts.ts';

/** About how many bytes of workouts are kept in memory while the rest of their rows is searched. */
const maxOpenSize = 32_000_000;

type Reading = Readonly<{ file: ExportFile; survey: Survey; build: BuildOptions; isFirst: boolean }>;

/** Reads those workouts of a file for which there is room in memory. Returns whether all workouts have been read. */
export async function* readWorkouts({ file, survey, build, isFirst }: Reading): AsyncGenerator<Parsed, boolean> {
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

function* finish(group: StartGroup, options: BuildOptions, bytes: number): Generator<Parsed> {
  const { rows } = group;
  group.state = 'done';
  group.rows = [];
  const { workouts, refused, leftOut } = buildWorkouts(rows, options);
  for (const row of leftOut) yield { type: 'leftOut', row };
  for (const each of refused) yield { type: 'refused', ...each };
  if (workouts.length > 0) yield { type: 'workouts', workouts, bytes };
}
