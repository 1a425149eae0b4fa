import type { ListPage } from '../../src/queries/statements/list.ts';
import type { Place } from '../../src/queries/statements/places.ts';

type AskedPage = Readonly<{ limit: number; offset: number; after?: Place }>;

const pageSize = 100;

/** Reads a whole list page by page. Items that are added meanwhile change nothing for the other items. */
export async function* everyItem<Item>(read: (page: AskedPage) => Promise<ListPage>): AsyncGenerator<Item> {
  let page: ListPage | null = null;
  do {
    page = await read({ limit: pageSize, offset: 0, ...(page?.next && { after: page.next }) });
    const { items }: { items: Item[] } = JSON.parse(page.body);
    yield* items;
  } while (page.next);
}
