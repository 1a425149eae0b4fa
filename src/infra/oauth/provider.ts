import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Redis } from 'ioredis';
import Provider, {
  type Adapter,
  type Configuration,
  errors,
  interactionPolicy,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import type { DatabasePool } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import { appGrantDays, scopes } from '../../events/token-values.ts';
import type { GrantHolder } from '../../ports/app-grants.ts';
import type { StoredAppGrants } from '../access/app-grants.ts';
import { newBearer } from '../access/bearer-text.ts';
import { createClientAdapter } from './clients.ts';
import { createGrantAdapter } from './grants.ts';
import { createInteractionAdapter, sessionAdapter } from './interactions.ts';
import { createTokenAdapter } from './tokens.ts';

export type ProviderOptions = Readonly<{
  issuer: string;
  /** The identifiers of what tokens may be for, the default one first. */
  resources: readonly [string, ...string[]];
  db: DatabasePool;
  redis: Redis;
  appGrants: StoredAppGrants;
  isHolderActive: (holder: GrantHolder) => Promise<boolean>;
  /** Fetches the metadata document of an app. */
  fetchDocument: (url: string) => Promise<Response>;
  /** Writes the page that tells a person why a request of an app failed. */
  errorPage: (code: string, description: string) => string;
}>;

/** How long codes, tokens and requests for consent are valid, in seconds. A refresh token begins anew when it is used. */
const seconds = { code: 60, access: 3_600, refresh: 60 * 86_400, request: 600 } as const;
const largestDocument = 5_120;

/** Creates the library's authorization server with the only features that the service offers. */
export function createProvider(options: ProviderOptions): Provider {
  const provider = new Provider(options.issuer, configurationOf(options));
  const { AccessToken } = provider;
  // The gate finds the account of a token in its text. The library would make a text without it.
  Object.defineProperty(AccessToken.prototype, 'generateTokenId', {
    value(this: { accountId: AccountId; format: string }) {
      this.format = 'opaque';
      return newBearer('app', this.accountId);
    },
  });
  return provider;
}

function configurationOf({ resources, errorPage, fetchDocument, ...options }: ProviderOptions): Configuration {
  return {
    adapter: createAdapters(options),
    // An app may name the scopes that it is going to ask for when it registers, as clients of MCP do.
    scopes: [...scopes],
    responseTypes: ['code'],
    clientAuthMethods: ['none'],
    clientDefaults: {
      // Most apps run on the device of their user and leave the type out: native apps may use loopback addresses.
      application_type: 'native',
      grant_types: ['authorization_code', 'refresh_token'],
      id_token_signed_response_alg: 'ES256',
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    features: featuresOf(resources),
    ...lifetimes,
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    interactions: { policy: consentEachTime(), url: (_ctx, { uid }) => `/oauth/consent/${uid}` },
    jwks: { keys: [unusedKey()] },
    routes: {
      authorization: '/oauth/authorize',
      token: '/oauth/token',
      registration: '/oauth/register',
      revocation: '/oauth/revoke',
      jwks: '/oauth/unused/keys',
      end_session: '/oauth/unused/end',
    },
    cookies: {
      names: { session: 'oauth_session', interaction: 'oauth_request', resume: 'oauth_resume' },
      long: { httpOnly: true, sameSite: 'lax', path: '/oauth' },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    clientBasedCORS: (_ctx, origin, client) =>
      (client.redirectUris ?? []).some((uri: string) => URL.parse(uri)?.origin === origin),
    fetch: (url) => fetchDocument(String(url)),
    fetchResponseBodyLimits: { 'client_id metadata document': largestDocument },
    renderError: (ctx, { error, error_description: description }) => {
      ctx.type = 'html';
      ctx.body = errorPage(error, description ?? '');
    },
  } as Configuration;
}

const lifetimes: Pick<
  Configuration,
  'ttl' | 'expiresWithSession' | 'issueRefreshToken' | 'rotateRefreshToken' | 'revokeGrantPolicy'
> = {
  ttl: {
    AuthorizationCode: seconds.code,
    AccessToken: seconds.access,
    RefreshToken: seconds.refresh,
    Interaction: seconds.request,
    Session: seconds.request,
    Grant: appGrantDays * 86_400,
  },
  expiresWithSession: () => false,
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  revokeGrantPolicy: () => true,
};

const featuresOf = (resources: ProviderOptions['resources']): Configuration['features'] => ({
  devInteractions: { enabled: false },
  dPoP: { enabled: false },
  userinfo: { enabled: false },
  rpInitiatedLogout: { enabled: false },
  pushedAuthorizationRequests: { enabled: false },
  revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
  registration: { enabled: true, issueRegistrationAccessToken: false },
  clientIdMetadataDocument: { enabled: true, ack: 'draft-02' },
  resourceIndicators: {
    enabled: true,
    defaultResource: (_ctx, _client, given) => given ?? resources[0],
    useGrantedResource: () => true,
    getResourceServerInfo(_ctx, indicator) {
      if (!resources.includes(indicator))
        throw new errors.InvalidTarget(`the resources are ${resources.join(' and ')}`);
      return {
        scope: scopes.join(' '),
        audience: indicator,
        accessTokenFormat: 'opaque',
        accessTokenTTL: seconds.access,
      };
    },
  },
});

/** Each request needs a decision: the result of one names the grant that it made. */
function consentEachTime(): interactionPolicy.Prompt[] {
  const { Check, Prompt } = interactionPolicy;
  const isUndecided = ({ oidc }: KoaContextWithOIDC) => oidc.result?.consent?.grantId === undefined;
  const check = new Check('consent_needed', 'the account has to decide', isUndecided);
  return [new Prompt({ name: 'login', requestable: true }), new Prompt({ name: 'consent', requestable: true }, check)];
}

/** The library wants a key for ID tokens, which this server never issues. */
function unusedKey() {
  const { privateKey }: { privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' };
}

function createAdapters({
  db,
  redis,
  appGrants,
  isHolderActive,
}: Pick<ProviderOptions, 'db' | 'redis' | 'appGrants' | 'isHolderActive'>): (name: string) => Adapter {
  const clients = createClientAdapter(db);
  const grants = createGrantAdapter({ appGrants, isHolderActive });
  const interactions = createInteractionAdapter(redis);
  const tokens = { db, endGrant: (id: string) => appGrants.endAny(id) };
  return (name) => {
    switch (name) {
      case 'Client':
        return clients;
      case 'Grant':
        return grants;
      case 'Interaction':
        return interactions;
      case 'Session':
        return sessionAdapter;
      case 'AuthorizationCode':
      case 'AccessToken':
      case 'RefreshToken':
        return createTokenAdapter(name, tokens);
      default:
        throw new Error(`The authorization server does not store ${name}`);
    }
  };
}
