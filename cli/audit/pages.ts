import type { HistoryPage, ListHistory } from '../../src/queries/audit/list-history.ts';
import type { Application } from '../../src/service/connect.ts';
import { readAccount } from '../setup/accounts.ts';
import { operator } from './operator.ts';

const limit = 100;

type Question = Pick<ListHistory, 'reader' | 'athlete' | 'sortOrder' | 'after' | 'limit' | 'requiredPosition'>;

/** Yields the items of all pages about an account, the oldest first. */
export async function* allPages<Item>(
  core: Application,
  account: string,
  read: (question: Question) => Promise<HistoryPage<Item>>,
): AsyncGenerator<Item, void> {
  const { document } = await readAccount(core, account);
  const requiredPosition = await core.gate.requiredPosition(document.id);
  let after: bigint | null = null;
  do {
    const asked = { reader: operator, athlete: document.id, sortOrder: 'asc', after, limit, requiredPosition } as const;
    const { items, next }: HistoryPage<Item> = await read(asked);
    yield* items;
    after = next;
  } while (after !== null);
}
