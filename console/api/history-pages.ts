import { type Kind, type Query, updateAnswer, useQuery } from './query.ts';
import type { Schemas } from './schemas.ts';

export type HistoryPage = Schemas['HistoryEventPage'];

/** Events that are read page by page, the newest first: `more` adds the next page to what is shown, and is null at the end. */
export function useHistoryPages(
  key: string,
  read: (after?: string) => Promise<HistoryPage>,
  kinds: readonly Kind[] = [],
): Query<HistoryPage> & Readonly<{ more: (() => Promise<void>) | null }> {
  const query = useQuery(key, () => read(), kinds);
  const next = query.data?.next ?? null;
  const more = async (after: string) => {
    const page = await read(after);
    updateAnswer<HistoryPage>(key, (shown) =>
      shown.next === after ? { ...page, items: [...shown.items, ...page.items] } : shown,
    );
  };
  return { ...query, more: next === null ? null : () => more(next) };
}
