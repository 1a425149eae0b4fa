import { MAX_REVISION, type ResolvedEvent, type StoredEvent, TOMBSTONE } from '../store/events.ts';
import { createEncoder } from './codec.ts';
import { type UuidForm, uuidMessage } from './uuid.ts';

const encode = createEncoder('ReadResp');

const tombstoneRevision = String(MAX_REVISION);

const recordedEvent = (event: StoredEvent, uuids: UuidForm) => ({
  id: uuidMessage(event.id, uuids),
  streamIdentifier: { streamName: event.stream },
  streamRevision: event.revision === TOMBSTONE ? tombstoneRevision : event.revision,
  preparePosition: event.position,
  commitPosition: event.position,
  metadata: {
    type: event.type,
    // `created` is in ticks of 100 ns. The zeros are appended as text, since the number would exceed the safe integers.
    created: `${event.created}0000`,
    'content-type': event.json ? 'application/json' : 'application/octet-stream',
  },
  customMetadata: event.metadata,
  data: event.data,
});

export const eventRead = ({ event, link }: ResolvedEvent, uuids: UuidForm): Buffer =>
  encode({
    event: {
      event: event && recordedEvent(event, uuids),
      link: link && recordedEvent(link, uuids),
      commitPosition: (link ?? event)?.position,
    },
  });

export const subscriptionConfirmed = (subscriptionId: string): Buffer => encode({ confirmation: { subscriptionId } });

/** The position is a text when it exceeds the safe integers. */
export const checkpointReached = (position: number | string): Buffer =>
  encode({ checkpoint: { commitPosition: position, preparePosition: position } });

export const streamNotFound = (stream: string): Buffer =>
  encode({ streamNotFound: { streamIdentifier: { streamName: stream } } });

export const caughtUp: Buffer = encode({ caughtUp: {} });
