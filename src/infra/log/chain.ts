import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Metadata } from '../../events/event.ts';
import { uuidV8 } from '../local/ids.ts';

/** What the chain of an event covers, besides the previous chain. */
export type Link = Readonly<{
  stream: string;
  revision: number;
  type: string;
  data: object;
  metadata: Omit<Metadata, 'chain'>;
}>;

/** Hex SHA-256 of the previous event's chain and the event as RFC 8785 JSON. */
export const chainOf = (previous: string, link: Link): string =>
  createHash('sha256')
    .update(previous)
    .update(canonicalize(link) ?? '')
    .digest('hex');

/** Equal ids mean equal bytes, so that the store's idempotence can never hide a different event. */
export const eventIdOf = (chain: string): string => uuidV8(Buffer.from(chain, 'hex'));
