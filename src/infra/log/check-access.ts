import {
  AccessDeniedError,
  type EventStoreDBClient,
  jsonEvent,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { streamOf } from '../../events/streams.ts';
import { codeOf, mayNot, refusalOf } from './access-refusals.ts';
import { bounded, whileAnswering } from './bounded.ts';
import { withDeadline } from './changed-reads.ts';
import { EventStoreRefusal } from './connection-string.ts';
import { readHead } from './read-all.ts';
import { refuseIfTlsIsRequired } from './tls.ts';

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
