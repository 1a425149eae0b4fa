import { status } from '@grpc/grpc-js';
import { EventStoreRefusal } from './connection-string.ts';

export const mayNot = (what: string): string =>
  `The user in EVENTSTORE_URL may not ${what}. docs/configuration.md lists the rights that it needs.`;

/** The gRPC status code of an error that the client threw; undefined for an error without one. */
export const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/**
 * The refusal that an error of the client means, if it means one. `readHead` keeps that error as the cause of its own.
 */
export function refusalOf(error: unknown): EventStoreRefusal | null {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (codeOf(cause) === status.UNAUTHENTICATED) {
    return new EventStoreRefusal('The event store refuses the user in EVENTSTORE_URL, or asks for one.');
  }
  if (codeOf(cause) === status.PERMISSION_DENIED) return new EventStoreRefusal(mayNot('read $all'));
  const reason = cause instanceof Error ? /(self-signed|certificate)[^.\n]*/i.exec(cause.message)?.[0] : undefined;
  if (reason === undefined) return null;
  return new EventStoreRefusal(
    `The certificate of the event store is not trusted (${reason}). Name the file of its authority in EVENTSTORE_URL: tlsCaFile=PATH.`,
  );
}
