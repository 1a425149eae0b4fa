import type { MessagePort } from 'node:worker_threads';
import { DomainError, type ErrorCode, type ValidationError } from '../../errors.ts';
import type { LogFields, Logger } from '../../ports/logger.ts';
import type { ImportHead, ImportRequest, JobHooks } from '../../use-cases/import/import-request.ts';
import type { UndoRequest } from '../../use-cases/import/undo.ts';
import type { Config } from '../config.ts';
import type { Addresses } from '../connections.ts';

/** What the thread is started with. */
export type ThreadData = Readonly<{ config: Config; addresses: Addresses; masterKey: string }>;

/** The uploaded file of an import. A thread can read every file that its process has opened. */
export type OpenFile = Readonly<{ descriptor: number; digest: string; bytes: number }>;

/** The parts of a request that can be sent to the thread: no functions, and the file by its descriptor. */
export type SentImport = Omit<ImportRequest, 'source' | 'job' | 'onProgress' | 'onRejected' | 'onWorkout'>;
export type SentUndo = Omit<UndoRequest, 'job'>;

/** An import or an undo that the thread runs. Everything else about it is sent through `port`. */
export type Call = Readonly<
  { port: MessagePort } & (
    | { kind: 'import'; request: SentImport; file: OpenFile }
    | { kind: 'undo'; request: SentUndo }
  )
>;

/** The call of a hook, which waits for an `Answer` before it sends anything else, and the result of the call. */
export type Said<Result> = Readonly<
  | { type: 'begin'; begin: Parameters<JobHooks['begin']> }
  | { type: 'advance'; done: number }
  | { type: 'done'; result: Result }
  | { type: 'stopped' }
  | { type: 'failed'; error: SentError }
>;
export type Answer = 'go on' | 'stop';

/** A line of the thread's log. */
export type LogLine = Readonly<{ level: keyof Logger; message: string; fields: LogFields }>;

/** An error as it is sent: Node copies the class and the members of no error but its own. */
type SentError = Readonly<{ name: string; message: string; stack: string | undefined; refusal: Refusal | null }>;
type Refusal = Readonly<{ code: ErrorCode; validationErrors: readonly ValidationError[]; namesUnknown: boolean }>;

export function sentErrorOf(error: unknown): SentError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (!(error instanceof DomainError)) return { name, message, stack, refusal: null };
  const { code, validationErrors, namesUnknown } = error;
  return { name, message, stack, refusal: { code, validationErrors, namesUnknown } };
}

export function errorOf({ name, message, stack, refusal }: SentError): Error {
  if (refusal) return new DomainError(refusal.code, message, refusal);
  return Object.assign(new Error(message), { name, stack });
}

/** The parts of a head that its type has. A command returns more, such as the whole import. */
export const headOf = ({ revision, owner, position, isRepetition }: ImportHead): ImportHead => ({
  ...{ revision, owner, position, isRepetition },
});
