import { hash } from 'node:crypto';
import type { SealedEvent } from '../../ports/log.ts';
import { uuidV8 } from '../local/ids.ts';
import { type Authenticity, matchesChain } from '../log/authenticity.ts';
import { createEndTable } from '../log/end-table.ts';
import { CopyRefused } from './copy-refused.ts';
import type { CopySource, Place } from './source.ts';

/** An event as it is written to the target: JSON data, and metadata as they are encoded. */
export type CopiedEvent = Readonly<{ id: string; type: string; data: object; metadata: Uint8Array }>;

export type CopyEvent = (event: SealedEvent) => Promise<CopiedEvent> | CopiedEvent;

const encoder = new TextEncoder();

/**
 * What takes the place of an event that this installation has not written. Its content is not copied: it may be anything, and
 * later revisions of the stream only need its place.
 */
const foreignType = 'foreign-event';
export const foreignIdOf = ({ stream, revision }: Place): string =>
  uuidV8(hash('sha256', `${foreignType} ${stream} ${revision}`, 'buffer'));

/** The id that the copy of an event has. */
export const copiedIdOf = (event: SealedEvent, isOwn: Authenticity['isOwn']): string =>
  isOwn(event) ? event.id : foreignIdOf(event);

/**
 * Creates the function that makes copies: with the id, the chain and the data of the original, and with a mac that also covers
 * when the original was recorded. Events without a mac, of early builds, get one.
 */
export function createCopyEvent(source: Pick<CopySource, 'at'>, { sign, isOwn }: Authenticity): CopyEvent {
  const ends = createEndTable();

  /** The chain before an event without a mac, which does not name it. */
  async function chainBefore({ stream, revision }: Place): Promise<string> {
    if (revision === 0) return '';
    const known = ends.get(stream);
    if (known?.revision === revision - 1) return known.chain;
    return (await source.at({ stream, revision: revision - 1 }))?.metadata.chain ?? '';
  }

  function signed(event: SealedEvent, previous: string): CopiedEvent {
    const { id, type, recordedAt, metadata } = event;
    const mac = sign(previous, metadata.chain, recordedAt);
    return { id, type, data: event.data as object, metadata: encoder.encode(JSON.stringify({ ...metadata, mac })) };
  }

  async function signUnsigned(event: SealedEvent): Promise<CopiedEvent> {
    const { stream, revision, metadata } = event;
    const previous = await chainBefore(event);
    if (!matchesChain(event, previous)) {
      throw new CopyRefused(`Event ${event.id} of ${stream} does not continue its stream. Run irontrack audit verify.`);
    }
    ends.set(stream, { revision, chain: metadata.chain });
    return signed(event, previous);
  }

  return (event) => {
    if (!isOwn(event)) return { id: foreignIdOf(event), type: foreignType, data: {}, metadata: encoder.encode('{}') };
    const { mac } = event.metadata;
    return mac ? signed(event, mac.previous) : signUnsigned(event);
  };
}
