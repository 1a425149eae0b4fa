import { hash } from 'node:crypto';
import type { NewMetadata } from '../../events/event.ts';
import { uuidV8 } from '../local/ids.ts';
import { canonicalJson } from './canonical-json.ts';

/** The parts of an event that its chain covers, besides the chain of the previous event. */
export type Link = Readonly<{
  stream: string;
  revision: number;
  type: string;
  data: object;
  metadata: NewMetadata;
}>;

/** The chain of an event: the hex SHA-256 of the previous event's chain and of this event as RFC 8785 JSON. */
export const chainOf = (previous: string, link: Link): string => hash('sha256', previous + canonicalJson(link), 'hex');

/**
 * The id of an event, derived from its chain. Equal ids mean equal events, so when EventStoreDB ignores an event with a
 * known id, it is the same event.
 */
export const eventIdOf = (chain: string): string => uuidV8(Buffer.from(chain, 'hex'));
