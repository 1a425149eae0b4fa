import { createAppGrants } from '../infra/access/app-grants.ts';
import { createAuthSessions } from '../infra/access/auth-sessions.ts';
import { createGate, type Gate } from '../infra/access/gate.ts';
import { createPersonalTokens } from '../infra/access/personal-tokens.ts';
import { systemClock } from '../infra/local/clock.ts';
import { createAuthCache } from '../infra/redis/auth-cache.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Logger } from '../ports/logger.ts';
import { createReadAccount } from '../use-cases/account/read-account.ts';
import type { Config } from './config.ts';
import type { Connections } from './connections.ts';

/**
 * Creates auth sessions, personal access tokens, grants of apps and the gate, which need each other: ending an auth
 * session revokes its tokens in the gate, and the gate asks the auth sessions whether a token is valid.
 */
export function createAccess(
  { db, redis, log }: Connections,
  store: EventStore,
  { config, logger }: Readonly<{ config: Config; logger: Logger }>,
) {
  const authSessions = createAuthSessions({
    ...{ ...config, db, logger },
    revoke: (account, tokenIds, seconds) => gate.revoke(account, tokenIds, seconds),
  });
  const personalTokens = createPersonalTokens({ db, revoke: (token) => gate.revokeBearer(token) });
  const appGrants = createAppGrants({ db, revoke: (token) => gate.revokeBearer(token) });
  const gate: Gate = createGate({
    redis,
    cache: createAuthCache(redis, () => log.head()),
    readAccount: createReadAccount(store),
    isTokenValid: authSessions.isTokenValid,
    personalTokens,
    appGrants,
    clock: systemClock,
  });
  return { authSessions, personalTokens, appGrants, gate };
}
