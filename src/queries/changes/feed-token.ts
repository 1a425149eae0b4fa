import { z } from 'zod';
import { type FeedKind, feedKinds } from '../../events/schemas.ts';

/**
 * A place in the order of the changes: by log position, then by kind and id, because one event may change several
 * documents. The place after all changes at a position has the kind `~`, which is after every name, and no item.
 */
export type FeedPlace = Readonly<{ position: bigint; kind: FeedKind | '~'; item: string }>;

/** The place after every change at or before a position. */
export const placeAfter = (position: bigint): FeedPlace => ({ position, kind: '~', item: '' });

/** An event of the log by which a token proves that it is about the same log. */
export type Landmark = Readonly<{ after: bigint; position: bigint; id: string }>;

/**
 * What a client of the change feed has received. `own`: up to which place it has the changes of the account's own
 * streams. `shared`: up to which place it has the changes of the exercise catalogue and the reference lists, from which
 * documents have joined parts. Deletions up to `since` are left out, because the client began after them.
 */
export type FeedToken = Readonly<{
  kinds: readonly FeedKind[];
  since: bigint;
  own: FeedPlace;
  shared: FeedPlace;
  landmark: Landmark | null;
}>;

/** The largest value of a bigint in Postgres. */
const maxPosition = 2n ** 63n - 1n;
const position = z
  .string()
  .regex(/^(0|[1-9]\d{0,18})$/)
  .transform(BigInt)
  .refine((value) => value <= maxPosition);
const place = z
  .union([
    z.tuple([position, z.literal('~'), z.literal('')]),
    z.tuple([position, z.enum(feedKinds), z.guid().lowercase()]),
  ])
  .transform(([at, kind, item]): FeedPlace => ({ position: at, kind, item }));
const landmark = z
  .tuple([position, position, z.guid().lowercase()])
  .transform(([after, at, id]): Landmark => ({ after, position: at, id }));
const contents = z
  .tuple([z.literal(1), z.array(z.enum(feedKinds)).min(1), position, place, place, landmark.nullable()])
  .transform(([, kinds, since, own, shared, mark]): FeedToken => ({ kinds, since, own, shared, landmark: mark }));

const maxLength = 1_024;

const partsOf = ({ position: at, kind, item }: FeedPlace) => [String(at), kind, item];

/** Writes a token as text. Clients must not read it, so its form may change. */
export function feedTokenText({ kinds, since, own, shared, landmark: mark }: FeedToken): string {
  const marks = mark && [String(mark.after), String(mark.position), mark.id];
  const json = JSON.stringify([1, kinds, String(since), partsOf(own), partsOf(shared), marks]);
  return Buffer.from(json).toString('base64url');
}

/** Reads a token; null for a text that is not one. */
export function parseFeedToken(text: string): FeedToken | null {
  if (text.length > maxLength) return null;
  try {
    const { data } = contents.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return data && feedTokenText(data) === text ? data : null;
  } catch {
    return null;
  }
}

/** The later one of two places. */
export function laterPlace(one: FeedPlace, other: FeedPlace): FeedPlace {
  const isLater =
    one.position === other.position
      ? `${one.kind} ${one.item}` > `${other.kind} ${other.item}`
      : one.position > other.position;
  return isLater ? one : other;
}
