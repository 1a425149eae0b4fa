import { quotaExceeded } from '../../commands/claim.ts';
import type { AccountId } from '../../events/ids.ts';
import { type QuotaKind, quotaKinds } from '../../events/schemas.ts';
import type { CopyPorts } from './copy-request.ts';

/** Refuses what would exceed a quota of the account, before a part of it is made. `more` says how much comes. */
export async function checkRoom(
  { quotas }: Pick<CopyPorts, 'quotas'>,
  account: AccountId,
  more: Readonly<Partial<Record<QuotaKind, number>>>,
): Promise<void> {
  const usage = await quotas.read(account);
  for (const kind of quotaKinds) {
    const { used, limit } = usage[kind];
    const count = more[kind] ?? 0;
    if (limit > 0 && count > 0 && used + count > limit) throw quotaExceeded(kind, limit);
  }
}
