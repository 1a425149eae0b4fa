import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type default as Provider } from 'oidc-provider';
import { DomainError } from '../../errors.ts';
import { scopes } from '../../events/token-values.ts';
import type { AuthorizationServer, ConsentRequest } from '../../ports/authorization-server.ts';
import type { Logger } from '../../ports/logger.ts';
import { appNameOf } from './app-name.ts';
import { createProvider, type ProviderOptions } from './provider.ts';

/** The name of a cookie that the library sets but the service does not need. */
const uselessCookie = /^oauth_session(\.sig)?=/;

/** Creates the authorization server. */
export function createAuthorizationServer({
  logger,
  ...options
}: ProviderOptions & Readonly<{ logger: Logger }>): AuthorizationServer<IncomingMessage, ServerResponse> {
  const { issuer, appGrants } = options;
  const provider = createProvider(options);
  provider.use(async (ctx, next) => {
    await next();
    keepCookies(ctx.res, issuer.startsWith('https:'));
  });
  reportFailures(provider, logger);
  const callback = provider.callback();
  const detailsOf = (req: IncomingMessage, res: ServerResponse) => provider.interactionDetails(req, res);
  return {
    issuer,
    answer: (req, res) => callback(req, res),
    async findRequest(req, res) {
      const details = await orNull(detailsOf(req, res));
      return details && requestOf(provider, details.params);
    },
    async allow({ req, res }, holder, allowed) {
      const { params, uid } = await detailsOf(req, res);
      const { clientId, appName, resource } = await requestOf(provider, params);
      const grantId = await appGrants.create(holder, { request: uid, clientId, appName, resource, scopes: allowed });
      if (grantId === null) return null;
      const result = { login: { accountId: holder.account, remember: false }, consent: { grantId } };
      return provider.interactionResult(req, res, result, { mergeWithLastSubmission: false });
    },
    deny: (req, res) =>
      provider.interactionResult(
        req,
        res,
        { error: 'access_denied', error_description: 'the account has refused' },
        { mergeWithLastSubmission: false },
      ),
  };
}

async function requestOf(provider: Provider, params: Readonly<Record<string, unknown>>): Promise<ConsentRequest> {
  const clientId = String(params.client_id);
  const client = await provider.Client.find(clientId);
  const asked = String(params.scope ?? '').split(' ');
  return {
    clientId,
    appName: appNameOf(client?.clientName, clientId),
    scopes: scopes.filter((scope) => asked.includes(scope)),
    resource: String([params.resource].flat()[0]),
    redirectUri: String(params.redirect_uri),
  };
}

/** The answer; null when the browser has no request, or when the request has expired. */
const orNull = <Answer>(answer: Promise<Answer>): Promise<Answer | null> =>
  answer.catch((error: unknown) => {
    if (error instanceof errors.SessionNotFound) return null;
    throw error;
  });

/** Removes the cookie of the library's own sign-in, and restricts the other ones to TLS where the service has it. */
function keepCookies(res: ServerResponse, needsTls: boolean): void {
  const set = [res.getHeader('set-cookie') ?? []].flat().map(String);
  const kept = set.filter((cookie) => !uselessCookie.test(cookie));
  if (kept.length === 0) res.removeHeader('set-cookie');
  else res.setHeader('set-cookie', needsTls ? kept.map((cookie) => `${cookie}; secure`) : kept);
}

/** Answers 503 while Redis is away, and writes a log message about each other failure. */
function reportFailures(provider: Provider, logger: Logger): void {
  const report = (error: unknown) => {
    const { name, message, stack } = error instanceof Error ? error : new Error('unknown');
    logger.error('request failed', { error: { name, message, stack } });
  };
  provider.on('server_error', (ctx, error) => {
    if (error instanceof DomainError && error.code === 'unavailable') {
      ctx.status = 503;
      ctx.set('Retry-After', '1');
    } else report(error);
  });
  EventEmitter.prototype.on.call(provider, 'error', report);
}
