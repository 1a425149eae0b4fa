import type { ListPage } from '../../../src/queries/statements/list.ts';
import type { Place } from '../../../src/queries/statements/places.ts';

type Asked = Readonly<{ limit: number; offset: number; after?: Place }>;

/**
 * The ids of a whole list, read in pages of `limit` items, each after the last item of the one before. `between` runs
 * before each page but the first.
 */
export async function walk(
  limit: number,
  read: (page: Asked) => Promise<ListPage>,
  between: () => Promise<void> = async () => {},
): Promise<readonly string[]> {
  const ids: string[] = [];
  let next: Place | null = null;
  do {
    if (next) await between();
    const page = await read({ limit, offset: 0, ...(next && { after: next }) });
    const { items }: { items: { id?: string; sessionId?: string }[] } = JSON.parse(page.body);
    ids.push(...items.map(({ id, sessionId }) => id ?? sessionId ?? ''));
    next = page.next;
  } while (next);
  return ids;
}
