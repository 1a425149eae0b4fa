import type { OAuthServer } from '../../http/dependencies.ts';
import { resourcesOf } from '../../http/oauth/addresses.ts';
import { failurePage } from '../../http/oauth/pages.ts';
import { createFetchDocument } from '../../infra/oauth/fetch-document.ts';
import { networksOf } from '../../infra/webhooks/addresses.ts';
import { resolveHost } from '../../infra/webhooks/resolve.ts';
import type { Application } from '../connect.ts';

/** What apps need to get access to accounts, and a function that says at which address the API is served. */
export type ServedApps = Readonly<{
  publicUrl: () => string | null;
  load: () => Promise<OAuthServer>;
  servedAt: (address: string) => void;
}>;

/**
 * Creates what the API needs for apps. The authorization server is loaded at the first request of an app, because
 * loading its library would slow each start.
 */
export function createApps(app: Application): ServedApps {
  const { config } = app;
  let address: string | null = null;
  let loaded: Promise<OAuthServer> | undefined;
  const publicUrl = () => config.publicUrl ?? (config.environment === 'production' ? null : address);
  return {
    publicUrl,
    load: () => {
      loaded ??= load(app, publicUrl());
      return loaded;
    },
    servedAt: (served) => {
      address = served;
    },
  };
}

async function load(
  { config, db, redis, gate, appGrants, logger }: Application,
  publicUrl: string | null,
): Promise<OAuthServer> {
  if (publicUrl === null) throw new Error('The address of the service is not known');
  const { createAuthorizationServer } = await import('../../infra/oauth/authorization-server.ts');
  const { allowedNetworks, timeoutMs } = config.webhooks;
  return createAuthorizationServer({
    ...{ issuer: publicUrl, resources: resourcesOf(publicUrl), db, redis, appGrants, logger },
    isHolderActive: async ({ account, generation }) => (await gate.account({ sub: account, gen: generation })) !== null,
    fetchDocument: createFetchDocument({ networks: networksOf(allowedNetworks), timeoutMs, resolve: resolveHost }),
    errorPage: failurePage,
  });
}
