import { invalid } from '../../errors.ts';
import type { LocalTime } from '../dates/date-parts.ts';
import { written } from '../formats/cells.ts';
import { nextTurn } from '../next-turn.ts';
import { wallText } from '../workouts/instants.ts';
import type { WorkoutRow } from '../workouts/workout-row.ts';

/** What a row tells about its workout, as written. */
export type WorkoutTexts = Readonly<{
  section: number;
  date: string;
  clock: string;
  name: string;
  end: string;
  number: string;
}>;

/** All rows of a file whose workouts have the same start. */
export type StartGroup = {
  /** How many rows of the group have not been read yet. */
  left: number;
  /** About how much memory the group needs while its rows are read. */
  readonly size: number;
  rows: WorkoutRow[];
  setCount: number;
  state: 'waiting' | 'open' | 'done';
};

/** How a row belongs to its group: the name, the end and the number of its workout. */
export type Member = Readonly<{ group: StartGroup; name: string; end: string | null; number: string | null }>;

/** Which rows of a file belong together, found before they are read. */
export type FileIndex = Readonly<{
  /** Counts a row. */
  add: (texts: WorkoutTexts, length: number) => void;
  /** Finishes the index. `parse` reads the start or the end of a workout; null if the text is no date. */
  group: (parse: (texts: WorkoutTexts, which: 'start' | 'end') => LocalTime | null) => Promise<Members>;
}>;

/** Finds the group of a row; undefined for a row without a readable start. */
export type Members = Readonly<{ of: (texts: WorkoutTexts) => Member | undefined; isShuffled: boolean }>;

/** How many workouts a file may have: something of each is kept in memory. No life has so many. */
const maxWorkouts = 200_000;
/** Longer texts are compared by their beginning. */
const maxLength = 200;
/** How many workouts are grouped before other work of the process is done. */
const turnSize = 500;
/** About how many bytes a set needs in memory. */
const setSize = 400;

/** Joins the texts into a new string. Slices of the file's text would keep that whole text in memory. */
const keyOf = ({ section, date, clock, name, end, number }: WorkoutTexts): string =>
  JSON.stringify([section, ...[date, clock, name, end, number].map((text) => text.slice(0, maxLength))]);

type Entry = { rows: number; length: number };

export function createFileIndex(): FileIndex {
  const entries = new Map<string, Entry>();
  let last = '';
  let [rows, segments] = [0, 0];
  return {
    add(texts, length) {
      const key = keyOf(texts);
      const entry = entries.get(key) ?? { rows: 0, length: 0 };
      if (entry.rows === 0) entries.set(key, entry);
      if (entries.size > maxWorkouts) throw invalid('file', `The file has more than ${written(maxWorkouts)} workouts.`);
      entry.rows += 1;
      entry.length += length;
      rows += 1;
      if (key !== last) segments += 1;
      last = key;
    },
    async group(parse) {
      const groups = new Map<string, StartGroup>();
      const members = new Map<string, Member>();
      const names = new Map<string, string>();
      for (const [key, { rows, length }] of entries) {
        const [section, date, clock, name, end, number] = JSON.parse(key) as [number, ...string[]];
        const texts = { section, date, clock, name, end, number } as WorkoutTexts;
        const start = parse(texts, 'start');
        if (start === null) continue;
        if (members.size % turnSize === 0) await nextTurn();
        const startText = wallText(start);
        const before = groups.get(startText);
        const size = (before?.size ?? 0) + rows * setSize + 2 * length;
        const group: StartGroup = Object.assign(before ?? emptyGroup(), { size, left: (before?.left ?? 0) + rows });
        groups.set(startText, group);
        // The same few names come again and again, so that each is kept once.
        const known = names.get(texts.name) ?? texts.name;
        names.set(known, known);
        const ended = texts.end.trim() === '' ? null : parse(texts, 'end');
        members.set(key, {
          group,
          name: known,
          end: ended && String(ended.wall),
          number: texts.number.trim() === '' ? null : texts.number.trim(),
        });
      }
      // An app writes the rows of a workout one after the other, and joining or sorting by exercises keeps some together.
      const isShuffled = rows / Math.max(1, segments) < Math.min(2, rows / Math.max(1, entries.size) / 2);
      entries.clear();
      return { of: (texts) => members.get(keyOf(texts)), isShuffled };
    },
  };
}

const emptyGroup = (): StartGroup => ({ left: 0, size: 0, rows: [], setCount: 0, state: 'waiting' });
