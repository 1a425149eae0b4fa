import type { Execute, Outcome } from '../../commands/execute.ts';
import type { ReferenceLists } from '../../commands/exercise/references.ts';
import type { Actor, CommandMark } from '../../events/event.ts';
import type { AccountId, ImportId, TimeZone } from '../../events/ids.ts';
import type { ImportCounts, RejectedRow } from '../../events/import.ts';
import type { ImportFormat, ImportStatus, Role, WeightUnit } from '../../events/values.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { Ids } from '../../ports/ids.ts';
import type { MatchExercise } from './match.ts';
import type { UnlinkedExercise } from './unlinked.ts';
import type { WorkoutReport } from './workout-report.ts';

/**
 * A file to import, which can be read more than once; a chunk of it is valid until the next one is read. Files with equal
 * contents have equal digests. `descriptor` is the number of the open file, by which another thread can read it too.
 */
export type ImportSource = Readonly<{
  digest: string;
  bytes: number;
  descriptor?: number;
  open: () => AsyncIterable<Uint8Array>;
}>;

/**
 * How an import or an undo reports its progress, so that it can go on as a job. Both functions throw to stop the work.
 */
export type JobHooks = Readonly<{
  /** Called once, after the first command was accepted. `total`: how many bytes or sessions there are. */
  begin: (importId: ImportId, head: ImportHead, total: number) => Promise<void>;
  /** Called again and again. `done`: how many of the bytes or sessions are done. */
  advance: (done: number) => Promise<void>;
}>;

/** The account that sends an import command, and the conditions of its request. */
export type Sender = Readonly<{
  userId: AccountId;
  role: Role;
  correlationId: string;
  /** The sign-in, token or grant of the request; absent at the command line. */
  session?: NonNullable<Actor['session']>;
  /** The command mark; set when the client sent an idempotency key. */
  mark?: CommandMark;
  /** The revision that the import must have, else the request is refused; set when the client sent a condition. */
  ifRevision?: number;
}>;

export type ImportRequest = Sender &
  Readonly<{
    format: ImportFormat;
    unit: WeightUnit | null;
    timezone: TimeZone;
    /** The character set of the file; null for UTF-8 and for UTF-16, which its byte order mark shows. */
    charset: string | null;
    /** Which columns of a generic CSV contain which fields, such as `weight=Load,reps=Reps`; null for none. */
    map: string | null;
    fileName: string | null;
    /** True to report only what the import would do, without writing anything. */
    dryRun: boolean;
    source: ImportSource;
    /** The client's idempotency key, if it sent one. */
    key?: string;
    /** Called after each chunk of workouts. `bytes` says how many bytes of the file have been imported. */
    onProgress?: (done: Readonly<{ bytes: number; counts: ImportCounts }>) => void;
    onRejected?: (row: RejectedRow) => void;
    job?: JobHooks;
    /** Called for each workout of the file, in no certain order, with what the import does with it. */
    onWorkout?: (report: WorkoutReport) => void;
  }>;

/**
 * The report of an import. `id` is null for a dry run. `errors` has at most the first 1,000 rejected rows;
 * `counts.rejected` counts all.
 */
export type ImportReport = Readonly<{
  id: ImportId | null;
  status: ImportStatus;
  format: ImportFormat;
  fileName: string | null;
  counts: ImportCounts;
  errors: readonly RejectedRow[];
  /** The names of exercises in the file that no known exercise has. */
  unlinked: readonly UnlinkedExercise[];
  /** What the import would do with each workout; only in the report of a dry run, at most `maxReportedWorkouts`. */
  workouts?: readonly WorkoutReport[];
}>;

/** The last event of the import's stream: its revision, owner and log position. */
export type ImportHead = Pick<Outcome<unknown>, 'revision' | 'owner' | 'position' | 'isRepetition'>;

/** The result of an import request. `head`, which says where the import's stream ends, is null for a dry run. */
export type ImportResult = Readonly<{ report: ImportReport; head: ImportHead | null }>;

export type ImportPorts = Readonly<{
  execute: Execute;
  store: EventStore;
  clock: Clock;
  ids: Pick<Ids, 'deriveAt'>;
  /** Resolves after other work of the process, such as requests, has had its turn. */
  breathe: () => Promise<void>;
  readReferenceLists: () => Promise<ReferenceLists>;
  /** Reads the exercises that the athlete may use, for finding them by name. */
  readExerciseMatcher: (athlete: AccountId) => Promise<MatchExercise>;
}>;
