import { bodyOf } from './client.ts';
import { type Kind, type Query, updateAnswer, useQuery } from './query.ts';

export type Pages<Item> = Readonly<{ items: readonly Item[]; total: number; next: string | null }>;
type Called<Item> = Promise<
  Readonly<{ data?: Readonly<{ items: readonly Item[]; total: number }>; error?: unknown; response: Response }>
>;

/** A page of a list, with the cursor of the next one. */
async function pageOf<Item>(call: Called<Item>): Promise<Pages<Item>> {
  const { items, total } = await bodyOf(call);
  const { response } = await call;
  const link = response.headers.get('link') ?? '';
  const cursor = /[?&]after=([^&>]+)[^>]*>; rel="next"/.exec(link)?.[1];
  return { items, total, next: cursor === undefined ? null : decodeURIComponent(cursor) };
}

/** A list that is read page by page: `more` adds the next page to what is shown, and is null at the end. */
export function usePages<Item>(
  key: string,
  call: (after: string | null) => Called<Item>,
  kinds: readonly Kind[],
): Query<Pages<Item>> & Readonly<{ more: (() => Promise<void>) | null }> {
  const query = useQuery(key, () => pageOf(call(null)), kinds);
  const next = query.data?.next ?? null;
  const more = async () => {
    const page = await pageOf(call(next));
    updateAnswer<Pages<Item>>(key, (shown) =>
      // Another answer may have come meanwhile, to which this page does not belong.
      shown.next === next ? { ...page, items: [...shown.items, ...page.items] } : shown,
    );
  };
  return { ...query, more: next === null ? null : more };
}
