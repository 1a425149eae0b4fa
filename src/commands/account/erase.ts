import type { AccountId } from '../../events/ids.ts';
import type { Claims } from '../../ports/claims.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { Keys } from '../../ports/keys.ts';
import type { PasswordResets } from '../../ports/password-resets.ts';
import type { Snapshots } from '../../ports/snapshots.ts';
import type { TokenFamilies } from '../../ports/token-families.ts';

type Ports = Readonly<{
  keys: Keys;
  credentials: Credentials;
  families: TokenFamilies;
  resets: PasswordResets;
  claims: Claims;
  snapshots: Snapshots;
}>;

/**
 * Destroys what stands outside the log of an account that was erased: first the key, by which all of its texts turn unreadable.
 * May be done again at any time, also after a restore has brought something back.
 */
export const forgetAccountWith =
  ({ keys, credentials, families, resets, claims, snapshots }: Ports) =>
  async (account: AccountId): Promise<void> => {
    await keys.destroy(account);
    await credentials.forget(account);
    await resets.forget(account);
    await families.forget(account);
    await claims.forget(account);
    await snapshots.renew(account);
  };
