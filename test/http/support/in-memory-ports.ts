import type { AccountId, Instant } from '../../../src/events/ids.ts';
import type { Dependencies } from '../../../src/http/dependencies.ts';
import { breathe } from '../../../src/infra/local/breathe.ts';
import { createIds } from '../../../src/infra/local/ids.ts';
import { createMarkCommand } from '../../../src/infra/log/command-marks.ts';
import type { QuotaLimits } from '../../../src/ports/quotas.ts';
import type { Ports } from '../../../src/service/assemble.ts';
import { createReadAccount } from '../../../src/use-cases/account/read-account.ts';
import { memoryClaims } from '../../support/in-memory-claims.ts';
import { memoryDataReads } from '../../support/in-memory-data-reads.ts';
import { type InMemoryEventStore, inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { memoryImportJobs } from '../../support/in-memory-import-jobs.ts';
import { memoryQuotas } from '../../support/in-memory-quotas.ts';
import { createInMemoryCredentials, createInMemoryKeys, createInMemoryResets } from './in-memory-account-ports.ts';
import { createInMemoryAppGrants, type InMemoryAppGrants } from './in-memory-app-grants.ts';
import { createInMemoryAuthSessions, type InMemoryAuthSessions } from './in-memory-auth-sessions.ts';
import { createInMemoryCoachQueries, plansOf } from './in-memory-coach-queries.ts';
import { createInMemoryPersonalTokens, type InMemoryPersonalTokens } from './in-memory-personal-tokens.ts';
import { createInMemoryQueries, type RecordQuestion } from './in-memory-queries.ts';
import { createInMemorySupportQueries } from './in-memory-support-queries.ts';
import { createInMemoryWebhooks } from './in-memory-webhooks.ts';

/** The time of the test app's clock. */
export const now = '2026-03-01T12:00:00.000000Z' as Instant;
export const adminEmail = 'system.admin@example.com';

export type InMemoryPorts = Ports &
  Readonly<{
    store: InMemoryEventStore;
    authSessions: InMemoryAuthSessions;
    personalTokens: InMemoryPersonalTokens;
    appGrants: InMemoryAppGrants;
  }>;

/** Creates in-memory implementations of every port of the service, but with the real ids and command marks. */
export function createInMemoryPorts(record: RecordQuestion, quotaLimits?: QuotaLimits): InMemoryPorts {
  const secret = Buffer.alloc(32, 7);
  const store = inMemoryEventStore(() => now);
  const claims = memoryClaims();
  const dataReads = memoryDataReads();
  const queries = createInMemoryQueries(store, record, { dataReads, clock: () => now });
  return {
    adminEmail,
    store,
    sealedStreams: store,
    claims,
    batchedClaims: claims,
    quotas: memoryQuotas(quotaLimits),
    positions: { record: async () => {} },
    foldCache: new Map(),
    rosterCache: new Map(),
    importFoldCache: new Map(),
    importJobs: memoryImportJobs(),
    logger: { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} },
    keys: createInMemoryKeys(),
    credentials: createInMemoryCredentials(),
    resets: createInMemoryResets(),
    authSessions: createInMemoryAuthSessions(() => Math.floor(Date.now() / 1000)),
    personalTokens: createInMemoryPersonalTokens(() => now),
    appGrants: createInMemoryAppGrants(() => now),
    webhooks: createInMemoryWebhooks(() => now),
    dataReads,
    snapshots: { renew: async () => {} },
    requiredPosition: async () => () => 0n,
    clock: () => now,
    ids: createIds(secret),
    breathe,
    pause: async () => {},
    mark: createMarkCommand(secret),
    queries,
    coachQueries: createInMemoryCoachQueries(store, queries, () => now),
    supportQueries: createInMemorySupportQueries(queries, (athlete) => plansOf(queries, athlete)),
    log: { page: async () => [] },
    scrub: async () => {},
    listErased: async () => {},
  };
}

/** Creates a gate without an auth cache: it folds the account anew for each request. */
export function createInMemoryGate(ports: InMemoryPorts): Dependencies['gate'] {
  const { store, authSessions, personalTokens, appGrants, requiredPosition } = ports;
  const readAccount = createReadAccount(store);
  const activeAccount = async ({ sub, gen }: Readonly<{ sub: AccountId; gen: number }>) => {
    const { fold, revision } = await readAccount(sub);
    const isActive = fold.kind === 'present' && fold.document.isActive && fold.signedOutAt <= gen;
    return isActive ? { ...fold, revision } : null;
  };
  const admit = async (token: Readonly<{ sub: AccountId; gen: number }>) => {
    const found = await activeAccount(token);
    return (
      found && {
        account: found.document,
        revision: found.revision,
        requiredPosition: await requiredPosition(token.sub),
        generation: found.signedOutAt,
      }
    );
  };
  return {
    admit: async (token) => (authSessions.isActive(token.jti) ? admit(token) : null),
    async admitBearer(text, attempt) {
      const found = await attempt(async () => personalTokens.find(text) ?? appGrants.find(text));
      const admitted = found && (await admit({ sub: found.account, gen: found.generation }));
      if (!admitted) return null;
      const { scopes } = found;
      return 'resource' in found
        ? { ...admitted, token: { kind: 'app', id: found.id, scopes, resource: found.resource } }
        : { ...admitted, token: { kind: 'personal', id: found.id, scopes } };
    },
    account: activeAccount,
  };
}
