import type { FeedKind } from '../../events/schemas.ts';
import { type FeedToken, feedTokenText } from '../../queries/changes/feed-token.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';

/** Where a client continues the feed. `after` is null for a client that begins, or that must begin anew (`isReset`). */
export type Start = Readonly<{ kinds: readonly FeedKind[]; after: FeedToken | null; isReset: boolean }>;

/**
 * Decides where a client continues. It begins anew when the log is not the one that its token is from, and when it asks
 * for kinds that its token does not cover.
 */
export async function startOf(
  { landmarks }: Pick<Dependencies, 'landmarks'>,
  { after, types: kinds }: Readonly<{ after?: FeedToken | undefined; types: readonly FeedKind[] }>,
): Promise<Start> {
  if (!after) return { kinds, after: null, isReset: false };
  const isCovered = kinds.every((kind) => after.kinds.includes(kind));
  const isSameLog = after.landmark === null || (await landmarks.isInLog(after.landmark));
  return isCovered && isSameLog ? { kinds, after, isReset: false } : { kinds, after: null, isReset: true };
}

/** A page as JSON text, its token, and whether it is empty. */
export type Page = Readonly<{ body: string; next: FeedToken; token: string; more: boolean; isEmpty: boolean }>;

type Asked = Start & Readonly<{ limit: number; caller: Pick<Caller, 'account' | 'requiredPosition'> }>;

export async function readPage(
  { queries, landmarks, config: { imageBase } }: Dependencies,
  { caller, isReset, ...asked }: Asked,
): Promise<Page> {
  const { account, requiredPosition } = caller;
  const { items, next, more } = await queries.listChanges({ ...asked, owner: account.id, requiredPosition, imageBase });
  if (next.landmark) landmarks.remember(next.landmark);
  const token = feedTokenText(next);
  const body = `{"items":[${items}],"next":"${token}","more":${more},"reset":${isReset}}`;
  return { body, next, token, more, isEmpty: items === '' };
}
