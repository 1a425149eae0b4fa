import type { FeedKind } from '../../events/schemas.ts';
import { type FeedToken, feedTokenText } from '../../queries/changes/feed-token.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';

/** Where a client continues the feed. `after` is null for a client that begins, or that must begin anew (`isReset`). */
export type Start = Readonly<{
  kinds: readonly FeedKind[];
  after: FeedToken | null;
  isReset: boolean;
  /** Whether a client without a token gets only what changes from now on. */
  isFromNow: boolean;
}>;

type Asked = Readonly<{ after?: FeedToken | undefined; begin: 'all' | 'now'; types: readonly FeedKind[] }>;

/**
 * Decides where a client continues. It begins anew when the log is not the one that its token is from, and when it asks
 * for kinds that its token does not cover.
 */
export async function startOf(
  { landmarks }: Pick<Dependencies, 'landmarks'>,
  { after, begin, types: kinds }: Asked,
): Promise<Start> {
  if (!after) return { kinds, after: null, isReset: false, isFromNow: begin === 'now' };
  const isCovered = kinds.every((kind) => after.kinds.includes(kind));
  const isSameLog = after.landmark === null || (await landmarks.isInLog(after.landmark));
  const continued = isCovered && isSameLog;
  return { kinds, after: continued ? after : null, isReset: !continued, isFromNow: false };
}

/** A page as JSON text, its token, and whether it is empty. */
export type Page = Readonly<{ body: string; next: FeedToken; token: string; more: boolean; isEmpty: boolean }>;

type Question = Start & Readonly<{ limit: number; caller: Pick<Caller, 'account' | 'requiredPosition'> }>;

export async function readPage(
  { queries, landmarks, config: { imageBase } }: Dependencies,
  { caller, isReset, isFromNow, ...asked }: Question,
): Promise<Page> {
  const { account, requiredPosition } = caller;
  // A page without items has the token after all changes, so the client never asks for what was there before.
  const limit = isFromNow ? 0 : asked.limit;
  const question = { ...asked, limit, owner: account.id, requiredPosition, imageBase };
  const { items, next, more: hasMore } = await queries.listChanges(question);
  const more = hasMore && !isFromNow;
  if (next.landmark) landmarks.remember(next.landmark);
  const token = feedTokenText(next);
  const body = `{"items":[${items}],"next":"${token}","more":${more},"reset":${isReset}}`;
  return { body, next, token, more, isEmpty: items === '' };
}
