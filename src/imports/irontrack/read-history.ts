import { DateTime } from 'luxon';
import { z } from 'zod';
import { invalid } from '../../errors.ts';
import { historyFormat, isDay } from '../../events/values.ts';
import { plainMessage } from '../../plain-messages.ts';
import type { ImportedSession, Parsed } from '../imported.ts';
import { type Line, linesOf } from './lines.ts';
import {
  end,
  exerciseDocument,
  header,
  measurementDocument,
  planDocument,
  profileDocument,
  scheduleDocument,
  sessionDocument,
  unitDocument,
} from './schemas.ts';

/** What is read of a line: `kind` names it. `document` and the numbers of the last line are read afterwards. */
const anyLine = z.looseObject({ kind: z.string(), document: z.unknown().optional() });

/**
 * Reads a file of the format `irontrack`: own exercises, the profile, body measurements, training units, training plans,
 * the schedule and training sessions. The account and earlier imports are left out. Refuses another file before it yields anything.
 */
export async function* readHistory(open: () => AsyncIterable<Uint8Array>): AsyncGenerator<Parsed> {
  const counts = { exercises: 0, profiles: 0, measurements: 0, units: 0, plans: 0, schedules: 0, sessions: 0 };
  let isComplete = false;
  let last = 0;
  for await (const line of linesOf(open())) {
    const isFirst = last === 0;
    last = line.number;
    if (isFirst) {
      checkHeader(line);
      continue;
    }
    const read = readLine(line, counts);
    if (read === 'end') isComplete = true;
    else if (read !== null) yield read;
  }
  if (last === 0) throw invalid('file', 'The file is empty.');
  if (!isComplete) yield { type: 'leftOut', row: { line: last, reason: 'The file lacks its end.' } };
}

function checkHeader({ text }: Line): void {
  const parsed = header.safeParse(parseJson(text));
  if (!parsed.success) throw invalid('file', 'This is not a file of the format irontrack.');
  if (parsed.data.version > historyFormat.version) throw invalid('file', 'A newer version of IronTrack made the file.');
}

type Counts = Record<'exercises' | 'profiles' | 'measurements' | 'units' | 'plans' | 'schedules' | 'sessions', number>;

function readLine(line: Line, counts: Counts): Parsed | 'end' | null {
  if (line.text === null) return rejected(line, 'The line is too long.');
  const parsed = anyLine.safeParse(parseJson(line.text));
  if (!parsed.success) return rejected(line, 'The line is not a JSON object with a kind.');
  const { kind, document } = parsed.data;
  switch (kind) {
    case 'account':
    case 'import':
      return null;
    case 'exercise':
      counts.exercises += 1;
      return readExercise(line, document);
    case 'profile':
      counts.profiles += 1;
      return readProfile(line, document);
    case 'measurement':
      counts.measurements += 1;
      return readMeasurement(line, document);
    case 'unit':
      counts.units += 1;
      return readUnit(line, document);
    case 'plan':
      counts.plans += 1;
      return readPlan(line, document);
    case 'schedule':
      counts.schedules += 1;
      return readSchedule(line, document);
    case 'session':
      counts.sessions += 1;
      return readSession(line, document);
    case 'end':
      return readEnd(line, parsed.data, counts);
    default:
      return {
        type: 'leftOut',
        row: { line: line.number, reason: 'This version of IronTrack does not know the kind.' },
      };
  }
}

function readEnd(line: Line, content: unknown, counts: Counts): Parsed | 'end' {
  const numbers = end.safeParse(content).data;
  const kinds = Object.keys(counts) as (keyof Counts)[];
  if (numbers && kinds.every((kind) => numbers[kind] === counts[kind])) return 'end';
  return { type: 'leftOut', row: { line: line.number, reason: 'The file lacks some of its lines.' } };
}

function readExercise(line: Line, document: unknown): Parsed | null {
  const { data, error } = read(exerciseDocument, document);
  if (!data) return rejected(line, problemOf(error));
  const { isSystem, archivedAt, ...exercise } = data;
  if (isSystem) return null;
  return { type: 'exercise', line: line.number, exercise: { ...exercise, isArchived: archivedAt !== null } };
}

function readProfile(line: Line, document: unknown): Parsed {
  const { data: profile, error } = read(profileDocument, document);
  return profile ? { type: 'profile', line: line.number, profile } : rejected(line, problemOf(error));
}

function readMeasurement(line: Line, document: unknown): Parsed {
  const { data, error } = read(measurementDocument, document);
  if (!data) return rejected(line, problemOf(error));
  const { id, ...content } = data;
  // Checked here, because the id of the measurement in this account depends on the day.
  if (!isDay(content.day)) return rejected(line, 'day: This is not a day.');
  return { type: 'measurement', line: line.number, measurement: { identity: id, id, content }, bytes: line.bytes };
}

function readUnit(line: Line, document: unknown): Parsed {
  const { data, error } = read(unitDocument, document);
  if (!data) return rejected(line, problemOf(error));
  const { archivedAt, ...unit } = data;
  return { type: 'unit', line: line.number, unit: { ...unit, isArchived: archivedAt !== null } };
}

function readPlan(line: Line, document: unknown): Parsed {
  const { data, error } = read(planDocument, document);
  if (!data) return rejected(line, problemOf(error));
  const { archivedAt, ...plan } = data;
  return { type: 'plan', line: line.number, plan: { ...plan, isArchived: archivedAt !== null } };
}

function readSchedule(line: Line, document: unknown): Parsed {
  const { data: schedule, error } = read(scheduleDocument, document);
  return schedule ? { type: 'schedule', line: line.number, schedule } : rejected(line, problemOf(error));
}

function readSession(line: Line, document: unknown): Parsed {
  const { data, error } = read(sessionDocument, document);
  if (!data) return rejected(line, problemOf(error));
  const { id, status, startedAt, endedAt, timezone, name, notes, plan, unit, exercises } = data;
  if ((status === 'in_progress') !== (endedAt === null)) return rejected(line, 'Status and end contradict each other.');
  const workout: ImportedSession = {
    identity: id,
    localStart: DateTime.fromISO(startedAt, { zone: timezone }).toFormat("yyyy-MM-dd'T'HH:mm:ss"),
    ...{ name, startedAt, endedAt, timezone, notes },
    ...((plan || unit) && { templates: { plan: plan && templateOf(plan), unit } }),
    ...(status === 'aborted' && { isAborted: true as const }),
    exercises: exercises.map(({ sets, ...entry }) => ({
      ...entry,
      sets: sets.map(({ notes, ...performance }) => ({ ...performance, personal: { notes } })),
    })),
    isOrdered: true,
    setCount: exercises.reduce((sum, { sets }) => sum + sets.length, 0),
    lines: [line.number],
  };
  return { type: 'workouts', workouts: [workout], bytes: line.bytes };
}

/** A plan in a document, with the day as commands know it. */
const templateOf = ({ id, name, week, day, index }: NonNullable<z.output<typeof sessionDocument>['plan']>) => ({
  ...{ id, name, day: week === null || day === null || index === null ? null : { week, day, index } },
});

const rejected = ({ number }: Line, reason: string): Parsed => ({ type: 'rejected', row: { line: number, reason } });

/** The longest path that a reason names. */
const maxPathLength = 100;

/** Reads a document. An error says in plain words what is wrong. */
const read = <Schema extends z.ZodType>(schema: Schema, document: unknown): z.ZodSafeParseResult<z.output<Schema>> =>
  schema.safeParse(document, { error: plainMessage });

function problemOf(error: z.ZodError | undefined): string {
  const [issue] = error?.issues ?? [];
  if (!issue) return 'The document is not valid.';
  return `${issue.path.map(String).join('.').slice(0, maxPathLength) || 'document'}: ${issue.message}`;
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
