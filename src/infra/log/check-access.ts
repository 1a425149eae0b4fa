import { connect } from 'node:tls';
import {
  AccessDeniedError,
  type EventStoreDBClient,
  jsonEvent,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { streamOf } from '../../events/streams.ts';
import { withDeadline } from './changed-reads.ts';
import { EventStoreRefusal } from './connection-string.ts';
import { readHead } from './log.ts';
import { bounded, whileAnswering } from './outage.ts';

const answerMs = 10_000;
/** How long the event store may leave the first read unanswered before it is asked whether it requires TLS. */
const patienceMs = 1_000;

/**
 * Checks that this process may read `$all`, and read and write own streams, and returns the position of the last event. Throws
 * `EventStoreRefusal` when the event store refuses one of them.
 */
export async function checkAccess(client: EventStoreDBClient, url: string): Promise<bigint> {
  const refuseTls = () => refuseIfTlsIsRequired(url);
  try {
    const head = await whileAnswering(readHead(client, answerMs), { everyMs: patienceMs, ask: refuseTls });
    await bounded(answerMs, () => checkStreams(client));
    return head;
  } catch (error) {
    await refuseTls();
    throw refusalOf(error) ?? error;
  }
}

/** No stream has this revision, so the event store checks the right to write and then writes nothing. */
const impossibleRevision = 2n ** 40n;

async function checkStreams(client: EventStoreDBClient): Promise<void> {
  const stream = streamOf('account', '00000000-0000-0000-0000-000000000000');
  const event = jsonEvent({ type: 'RightsChecked', data: {} });
  const options = { expectedRevision: impossibleRevision, deadline: answerMs, requiresLeader: true };
  try {
    await readStream(client, stream);
    await client.appendToStream(stream, event, options);
  } catch (error) {
    if (error instanceof WrongExpectedVersionError) return;
    const isDenied = error instanceof AccessDeniedError && codeOf(error) !== status.UNAUTHENTICATED;
    if (isDenied) throw new EventStoreRefusal(mayNot('read and write the streams of IronTrack'));
    throw error;
  }
}

async function readStream(client: EventStoreDBClient, stream: string): Promise<void> {
  try {
    for await (const _ of withDeadline(client, answerMs).readStream(stream, { maxCount: 1 }));
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
}

const mayNot = (what: string): string =>
  `The user in EVENTSTORE_URL may not ${what}. docs/configuration.md lists the rights that it needs.`;

/** The gRPC status code of an error that the client threw; undefined for an error without one. */
const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/**
 * The refusal that an error of the client means, if it means one. `readHead` keeps that error as the cause of its own.
 */
function refusalOf(error: unknown): EventStoreRefusal | null {
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

/** Throws when the address says `tls=false` and the node nevertheless answers to TLS. */
async function refuseIfTlsIsRequired(url: string): Promise<void> {
  const [, host, port = '2113'] = /^[a-z+]+:\/\/(?:[^@/]*@)?([^:/,?]+)(?::(\d+))?/.exec(url) ?? [];
  if (!/[?&]tls=false/i.test(url) || host === undefined) return;
  if (!(await speaksTls(host, Number(port)))) return;
  throw new EventStoreRefusal('The event store requires TLS: remove tls=false from EVENTSTORE_URL.');
}

function speaksTls(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port, rejectUnauthorized: false, ALPNProtocols: ['h2'], timeout: patienceMs });
  socket.once('secureConnect', () => resolve(true));
  for (const event of ['error', 'timeout', 'close']) socket.once(event, () => resolve(false));
  return promise.finally(() => socket.destroy());
}
