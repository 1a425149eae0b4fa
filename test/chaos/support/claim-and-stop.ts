/**
 * A program that signs an account up like an API process, but stops itself (SIGSTOP) after it has claimed the email
 * address and before it appends the event. After SIGCONT it continues and prints the outcome.
 */

import { createAggregates } from '../../../src/commands/aggregates.ts';
import { createTakeClaims } from '../../../src/commands/claim.ts';
import { createExecute } from '../../../src/commands/execute.ts';
import { DomainError } from '../../../src/errors.ts';
import type { AccountId, CredentialId } from '../../../src/events/ids.ts';
import { completeSecrets } from '../../../src/infra/local/secret-file.ts';
import { subkey } from '../../../src/infra/local/subkey.ts';
import { createLogger } from '../../../src/infra/logger.ts';
import { createClaims } from '../../../src/infra/postgres/claims.ts';
import { createKeyRing } from '../../../src/infra/postgres/key-ring.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import { connect } from '../../../src/service/connect.ts';
import { loadConfig } from '../../../src/service/load-config.ts';
import { selfActor } from '../../../src/use-cases/account/account-context.ts';
import { createRegister } from '../../../src/use-cases/account/register.ts';

const [email = '', text = ''] = process.argv.slice(2);
const { config, secrets: given } = loadConfig(process.env);
const secrets = completeSecrets(given, config.dataDir);
const { eventStoreUrl = '', databaseUrl = '', redisUrl = '' } = config;
const addresses = { eventStoreUrl, databaseUrl, redisUrl };
await using core = await connect(config, secrets, addresses, createLogger('error', 'plain'));

const claims = createClaims(core.db, subkey(core.rootKey, 'claims'));
const aggregates = createAggregates(config);
const { account } = aggregates;
let hasStopped = false;
const store: EventStore = {
  read: core.store.read,
  async append(...parameters) {
    if (!hasStopped) {
      hasStopped = true;
      process.stdout.write('claimed\n');
      process.kill(process.pid, 'SIGSTOP');
    }
    return core.store.append(...parameters);
  },
};
const execute = createExecute({
  store,
  positions: { record: async () => {} },
  cache: new Map(),
  takeClaims: createTakeClaims({ claims, quotas: core.quotas, store: core.store, aggregates }),
});
const register = createRegister({
  ...{ execute, account, claims, store },
  keys: createKeyRing(core.db, subkey(core.rootKey, 'data keys')),
  credentials: core.credentials,
});

const accountId = core.ids.make() as AccountId;
const credential = { id: core.ids.make() as CredentialId, password: text };
const correlationId = core.ids.make();
const outcome = await register(
  { accountId, email, name: null, credential, as: 'self' },
  { ...selfActor(accountId, 'http'), correlationId, causationId: correlationId, receivedAt: core.clock() },
).then(
  () => 'accepted',
  (error: unknown) => {
    if (error instanceof DomainError) return error.code;
    throw error;
  },
);
process.stdout.write(`sign-up: ${outcome}\n`);
