import * as oauth from 'oauth4webapi';
import { password } from '../../http/support/client.ts';
import { type Browser, createBrowser, type Page } from './browser.ts';

const insecure = { [oauth.allowInsecureRequests]: true };
export const redirectUri = 'http://127.0.0.1:47001/callback';

export type Tokens = oauth.TokenEndpointResponse;

/** An app that uses the OAuth library oauth4webapi. */
export type App = Readonly<{
  server: oauth.AuthorizationServer;
  client: oauth.Client;
  resource: string;
  /** The address that the app opens in the browser, and what the app keeps until it has the code. */
  begin: (parameters?: Readonly<Record<string, string>>) => Promise<Begun>;
  /** Exchanges what the browser brought to the redirect URI for tokens. */
  finish: (begun: Begun, arrived: string) => Promise<Tokens>;
  refresh: (refreshToken: string, parameters?: Readonly<Record<string, string>>) => Promise<Tokens>;
  revoke: (token: string) => Promise<void>;
}>;
export type Begun = Readonly<{ url: string; verifier: string; state: string }>;

/** Discovers the server from the refusal of a request without a token, and registers an app. */
export async function registerApp(origin: string, metadata: Readonly<Record<string, unknown>> = {}): Promise<App> {
  const refused = await fetch(`${origin}/api/v1/access/me`);
  const hint = /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '')?.[1] ?? '';
  const resource = new URL(hint.replace('/.well-known/oauth-protected-resource', ''));
  const found = await oauth.resourceDiscoveryRequest(resource, insecure);
  const { authorization_servers: servers = [] } = await oauth.processResourceDiscoveryResponse(resource, found);
  const issuer = new URL(servers[0] ?? '');
  const discovered = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
  const server = await oauth.processDiscoveryResponse(new URL(issuer.href), discovered);
  const registered = await oauth.dynamicClientRegistrationRequest(
    server,
    { client_name: 'Bar Path', redirect_uris: [redirectUri], ...metadata },
    insecure,
  );
  const client = await oauth.processDynamicClientRegistrationResponse(registered);
  return appOf(server, client, resource.href);
}

export function appOf(server: oauth.AuthorizationServer, client: oauth.Client, resource: string): App {
  const none = oauth.None();
  return {
    server,
    client,
    resource,
    async begin(parameters = {}) {
      const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()];
      const url = new URL(server.authorization_endpoint ?? '');
      url.search = new URLSearchParams({
        ...{ client_id: client.client_id, redirect_uri: redirectUri, response_type: 'code', scope: 'read write' },
        ...{ code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
        ...{ state, resource, ...parameters },
      }).toString();
      return { url: url.href, verifier, state };
    },
    async finish({ verifier, state }, arrived) {
      const answer = oauth.validateAuthResponse(server, client, new URL(arrived), state);
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        none,
        answer,
        redirectUri,
        verifier,
        insecure,
      );
      return oauth.processAuthorizationCodeResponse(server, client, response);
    },
    async refresh(refreshToken, parameters = {}) {
      const options = { ...insecure, additionalParameters: parameters };
      const response = await oauth.refreshTokenGrantRequest(server, client, none, refreshToken, options);
      return oauth.processRefreshTokenResponse(server, client, response);
    },
    async revoke(token) {
      await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, none, token, insecure));
    },
  };
}

/** Signs in on the page that the browser shows. */
export const signInOn = (browser: Browser, page: Page, email: string): Promise<Page> =>
  browser.submit(page, { username: email, password });

/** Opens the request in a new browser, signs in and allows these scopes. Returns where the browser arrives. */
export async function consentAs(
  origin: string,
  begun: Begun,
  email: string,
  scope = ['read', 'write'],
): Promise<string> {
  const browser = createBrowser(origin);
  const page = await signInOn(browser, await browser.open(begun.url), email);
  const answer = await browser.submit(page, { decision: 'allow', scope });
  if (answer.location === null) throw new Error(`The browser stays at ${answer.status} ${answer.text}`);
  return answer.location;
}
