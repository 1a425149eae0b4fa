import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { sql } from 'slonik';
import { z } from 'zod';
import { createAggregates } from '../../../src/commands/aggregates.ts';
import { createTakeClaims } from '../../../src/commands/claim.ts';
import { createExecute } from '../../../src/commands/execute.ts';
import type { AccountId, CredentialId } from '../../../src/events/ids.ts';
import { defaultRole } from '../../../src/events/values.ts';
import { createCredentials } from '../../../src/infra/access/credentials.ts';
import type { Passwords } from '../../../src/infra/access/passwords.ts';
import { createClaims } from '../../../src/infra/postgres/claims.ts';
import { createKeyRing } from '../../../src/infra/postgres/key-ring.ts';
import { createReadAccount } from '../../../src/use-cases/account/read-account.ts';
import { createRegister } from '../../../src/use-cases/account/register.ts';
import { type Turns, turns } from '../../infra/support/turns.ts';
import { useDatabase } from '../../support/databases.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { memoryQuotas } from '../../support/in-memory-quotas.ts';
import { samples } from '../../support/samples.ts';
import { athlete, noon, stranger } from '../../support/specification.ts';
import { codeOf } from '../support/code-of.ts';

const secret = Buffer.alloc(32, 7);
const email = 'ada@example.com';
const mark = { digest: 'one key', fingerprint: 'one request' };

/** Replaces password hashing with argon2, which is slow. */
const quickHashing: Passwords = {
  hash: async (text) => `hash of ${text}`,
  verify: async (hashed, text) => hashed === `hash of ${text}`,
  isOutdated: () => false,
};

/** Runs one call to a store, at once or at a later moment that a test decides. */
type Schedule = <Result>(what: string, run: () => Promise<Result>) => Promise<Result>;
const atOnce: Schedule = (_what, run) => run();

describe('registering an account with keys and credentials in Postgres', () => {
  const database = useDatabase();
  const deleteAll = async () => {
    for (const table of ['credentials', 'account_keys', 'claims']) {
      await database.db.query(sql.unsafe`DELETE FROM ${sql.identifier([table])}`);
    }
  };
  beforeEach(deleteAll);

  const accountsIn = async (table: 'credentials' | 'account_keys') =>
    database.db.anyFirst(
      sql.type(z.object({ id: z.string() }))`SELECT account_id::text AS id FROM ${sql.identifier([table])} ORDER BY 1`,
    );

  /** Creates a log and processes that write to it. `schedule` decides when each call to a store runs. */
  function createInstallation(schedule: Schedule) {
    const log = inMemoryEventStore(() => noon);
    const aggregates = createAggregates({ adminEmail: 'admin@example.com' });
    const { account } = aggregates;
    const scheduled =
      <Given extends unknown[], Result>(what: string, run: (...given: Given) => Promise<Result>) =>
      (...given: Given) =>
        schedule(what, () => run(...given));
    const createProcess = () => {
      const [keys, claims, credentials] = [
        createKeyRing(database.db, secret),
        createClaims(database.db, secret),
        createCredentials(database.db, quickHashing),
      ];
      const store: typeof log = {
        ...log,
        read: scheduled('read', log.read),
        append: scheduled('append', async (stream, events, head) => {
          // Reads the owner's data key before the append, because the real event store needs it to encrypt the event.
          for (const { type, metadata } of events) if (type === 'AccountRegistered') await keys.readKey(metadata.owner);
          return log.append(stream, events, head);
        }),
      };
      const scheduledClaims = {
        ...claims,
        take: scheduled('take', claims.take),
        release: scheduled('release', claims.release),
      };
      const takeClaims = createTakeClaims({ claims: scheduledClaims, quotas: memoryQuotas(), store, aggregates });
      const execute = createExecute({ store, takeClaims, positions: { record: async () => {} }, cache: new Map() });
      const context = (by: AccountId) => ({
        actor: { id: by, role: defaultRole, via: 'http' } as const,
        ...{ by, correlationId: 'request', causationId: 'request', receivedAt: noon },
      });
      const register = createRegister({
        ...{ execute, account, store, claims: scheduledClaims },
        keys: { ...keys, create: scheduled('create', keys.create) },
        credentials: { ...credentials, discard: scheduled('discard', credentials.discard) },
      });
      return {
        register: (accountId: AccountId, text: string, given: { mark?: typeof mark; ifRevision?: number } = {}) => {
          const request = { accountId, email, name: null, as: 'superuser' } as const;
          const credential = { id: randomUUID() as CredentialId, password: text };
          return codeOf(register({ ...request, credential }, { ...context(accountId), ...given }));
        },
        /** Sends a command that changes the email address of the account. */
        changeEmail: (id: AccountId) => {
          const edit = { type: 'EditAccount', as: 'self', data: { email: 'other@example.com' } } as const;
          return codeOf(execute(account, id, [edit], { ...context(id), owner: id }));
        },
      };
    };
    return { log, createProcess };
  }

  /** Expects that the account exists, has a data key and has `text` as its password. */
  async function expectAccount(log: ReturnType<typeof inMemoryEventStore>, id: AccountId, text: string): Promise<void> {
    const { fold } = await createReadAccount(log)(id);
    if (fold.kind !== 'present') throw new Error(`The account is ${fold.kind}`);
    await createKeyRing(database.db, secret).readKey(id);
    const credential = { account: id, id: fold.credentialId };
    expect(await createCredentials(database.db, quickHashing).verify(credential, text), text).to.equal(true);
  }

  it('stores nothing for a request that is refused', async () => {
    const { log, createProcess } = createInstallation(atOnce);
    const { register } = createProcess();
    expect(await register(athlete, 'First')).to.equal('done');
    expect(await register(stranger, 'Other')).to.equal('email-taken');
    expect(await register(stranger, 'Other', { mark })).to.equal('email-taken');
    expect(await register(stranger, 'Other', { ifRevision: 3 })).to.equal('revision-mismatch');
    await expectAccount(log, athlete, 'First');
    expect(await accountsIn('account_keys')).to.deep.equal([athlete]);
    expect(await accountsIn('credentials')).to.deep.equal([athlete]);
  });

  it('keeps the credential that a parallel send of the same request has stored when it is refused itself', async () => {
    const refused = Promise.withResolvers<void>();
    const discard = Promise.withResolvers<void>();
    let isFirst = true;
    const { log, createProcess } = createInstallation(async (what, run) => {
      if (what === 'discard' && isFirst) {
        isFirst = false;
        refused.resolve();
        await discard.promise;
      }
      return run();
    });
    const [one, other] = [createProcess(), createProcess()];
    await one.register(stranger, 'Holder');
    const first = one.register(athlete, 'First', { mark });
    await refused.promise;
    expect(await one.changeEmail(stranger)).to.equal('done');
    expect(await other.register(athlete, 'First', { mark })).to.equal('done');
    discard.resolve();
    expect(await first, 'the first send finds the account').to.equal('done');
    await expectAccount(log, athlete, 'First');
  });

  it('leaves one complete account or none when the same request is sent twice at once, in any order of the steps', async () => {
    await fc.assert(
      fc.asyncProperty(turns(), fc.boolean(), async (order: Turns, isSamePassword) => {
        await deleteAll();
        let schedule = atOnce;
        const { log, createProcess } = createInstallation((what, run) => schedule(what, run));
        const [one, other] = [createProcess(), createProcess()];
        await one.register(stranger, 'Holder');
        schedule = order.outside;
        const texts = ['First', isSamePassword ? 'First' : 'Second'];
        const ends = [one, other].map(({ register }, n) => register(athlete, texts[n] ?? '', { mark }));
        const [first, second, moved] = await order.until(Promise.all([...ends, one.changeEmail(stranger)]));
        schedule = atOnce;
        expect(moved).to.equal('done');
        const accepted = [first, second].flatMap((end, n) => (end === 'done' ? [texts[n] ?? ''] : []));
        expect([first, second]).to.satisfy((all: string[]) =>
          all.every((end) =>
            ['done', 'email-taken', ...(isSamePassword ? [] : ['idempotency-key-reused'])].includes(end),
          ),
        );
        for (const text of accepted) await expectAccount(log, athlete, text);
        const accounts = accepted.length > 0 ? [athlete, stranger] : [stranger];
        expect(await accountsIn('account_keys')).to.deep.equal(accounts);
        expect(await accountsIn('credentials')).to.deep.equal(accounts);
      }),
      samples(30),
    );
  });
});
