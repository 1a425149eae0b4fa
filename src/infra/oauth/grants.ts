import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { GrantHolder } from '../../ports/app-grants.ts';
import type { StoredAppGrants } from '../access/app-grants.ts';
import { unused } from './unused.ts';

type Options = Readonly<{
  appGrants: Pick<StoredAppGrants, 'findGrant' | 'endAny'>;
  /** Whether the account is active, and was not signed out everywhere since it gave its consent. */
  isHolderActive: (holder: GrantHolder) => Promise<boolean>;
}>;

/** The grants as the library reads them. They are stored when an account consents. */
export const createGrantAdapter = ({ appGrants, isHolderActive }: Options): Adapter => ({
  ...unused,
  async find(id): Promise<AdapterPayload | undefined> {
    const grant = await appGrants.findGrant(id);
    if (!grant || !(await isHolderActive(grant))) return undefined;
    return {
      ...{ jti: id, kind: 'Grant', accountId: grant.account, clientId: grant.clientId },
      ...{ iat: grant.createdAt, exp: grant.expiresAt, resources: { [grant.resource]: grant.scopes.join(' ') } },
    };
  },
  destroy: (id) => appGrants.endAny(id),
});
