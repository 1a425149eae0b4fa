import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { expect } from 'chai';
import fc from 'fast-check';
import { sql } from 'slonik';
import { z } from 'zod';
import { createAccountDecider } from '../../../src/commands/account/decider.ts';
import { createExecute } from '../../../src/commands/execute.ts';
import type { AccountId, CredentialId } from '../../../src/events/ids.ts';
import { defaultRole } from '../../../src/events/values.ts';
import { createCredentials } from '../../../src/infra/access/credentials.ts';
import { createPasswordHashing, type Passwords } from '../../../src/infra/access/passwords.ts';
import type { Credentials } from '../../../src/ports/credentials.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import { createActOnAccount } from '../../../src/use-cases/account/act-on-account.ts';
import { createReadAccount } from '../../../src/use-cases/account/read-account.ts';
import { useDatabase } from '../../support/databases.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { samples } from '../../support/samples.ts';
import { athlete, firstCredentialId, noon, stranger } from '../../support/specification.ts';
import { type Turns, turns } from '../support/turns.ts';

const newId = () => randomUUID() as CredentialId;

describe('credentials in Postgres', () => {
  const database = useDatabase();
  beforeEach(() => database.db.query(sql.unsafe`DELETE FROM credentials`));

  const stored = async (account: AccountId) =>
    database.db.any(
      sql.type(z.object({ id: z.string(), hash: z.string() }))`
        SELECT credential_id::text AS id, password_hash AS hash FROM credentials WHERE account_id = ${account} ORDER BY 1`,
    );
  const idsOf = async (account: AccountId) => (await stored(account)).map(({ id }) => id);

  describe('with Argon2id', () => {
    const passwords = createPasswordHashing();
    let credentials: Credentials;
    before(() => {
      credentials = createCredentials(database.db, passwords);
    });

    it('verifies the right password only, and stores only its Argon2id hash', async () => {
      const id = newId();
      await credentials.keep(athlete, id, 'Right_1st');
      expect(await credentials.verify({ account: athlete, id }, 'Right_1st')).to.equal(true);
      expect(await credentials.verify({ account: athlete, id }, 'right_1st')).to.equal(false);
      expect(await credentials.verify({ account: stranger, id }, 'Right_1st')).to.equal(false);
      expect(await credentials.verify({ account: athlete, id: newId() }, 'Right_1st')).to.equal(false);
      expect(await credentials.verify(null, 'the password of no account')).to.equal(false);
      expect((await stored(athlete))[0]?.hash).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    });

    it('sends as many statements for an unknown account as for a known one', async () => {
      const id = newId();
      await credentials.keep(athlete, id, 'Right_1st');
      let statements = 0;
      const maybeOneFirst: typeof database.db.maybeOneFirst = (...args) => {
        statements += 1;
        return database.db.maybeOneFirst(...args);
      };
      const counting = createCredentials({ ...database.db, maybeOneFirst }, passwords);
      for (const credential of [{ account: athlete, id }, { account: stranger, id }, null]) {
        statements = 0;
        expect(await counting.verify(credential, 'Wrong_1st')).to.equal(false);
        expect(statements).to.equal(1);
      }
    });

    it('keeps the first password that is stored with a credential id', async () => {
      const id = newId();
      await credentials.keep(athlete, id, 'Right_1st');
      await credentials.keep(athlete, id, 'Other_2nd');
      expect(await credentials.verify({ account: athlete, id }, 'Right_1st')).to.equal(true);
      expect(await credentials.verify({ account: athlete, id }, 'Other_2nd')).to.equal(false);
    });

    for (const [what, parameters] of [
      ['less memory', { memoryCost: 4_096, timeCost: 2, parallelism: 1 }],
      ['fewer passes', { memoryCost: 19_456, timeCost: 1, parallelism: 1 }],
      ['more of everything', { memoryCost: 65_536, timeCost: 3, parallelism: 1 }],
    ] as const) {
      it(`hashes a password again after it was verified against a hash with ${what}`, async () => {
        const id = newId();
        const old = await hash('Right_1st', parameters);
        await database.db.query(sql.unsafe`
          INSERT INTO credentials (account_id, credential_id, password_hash) VALUES (${athlete}, ${id}, ${old})`);
        expect(await credentials.verify({ account: athlete, id }, 'Wrong_1st')).to.equal(false);
        expect(await stored(athlete)).to.deep.equal([{ id, hash: old }]);

        const verified = [1, 2].map(() => credentials.verify({ account: athlete, id }, 'Right_1st'));
        expect(await Promise.all(verified)).to.deep.equal([true, true]);
        const [renewed] = await stored(athlete);
        expect(passwords.isOutdated(renewed?.hash ?? '')).to.equal(false);
        expect(await credentials.verify({ account: athlete, id }, 'Right_1st')).to.equal(true);
        expect(await stored(athlete), 'hashed only once').to.deep.equal([renewed]);
      });
    }
  });

  /** A fast replacement for password hashing with readable results, for tests of the stored credentials only. */
  const plain: Passwords = {
    hash: async (text) => `hash of ${text}`,
    verify: async (hashed, text) => hashed === `hash of ${text}`,
    isOutdated: () => false,
  };

  it('deletes retired and abandoned credentials, but none that an event may still name', async () => {
    const credentials = createCredentials(database.db, plain);
    const [current, former, abandoned, pending, foreign] = [newId(), newId(), newId(), newId(), newId()];
    for (const id of [current, former, abandoned, pending]) await credentials.keep(athlete, id, id);
    await credentials.keep(stranger, foreign, 'x');
    await database.db.query(sql.unsafe`
      UPDATE credentials SET changed_at = now() - interval '2 hours' WHERE credential_id IN (${current}, ${abandoned}, ${foreign})`);
    await credentials.retire(athlete, current, [former, foreign]);
    expect(await idsOf(athlete)).to.have.members([current, pending]);
    expect(await idsOf(stranger)).to.deep.equal([foreign]);
    await credentials.forget(athlete);
    expect(await idsOf(athlete)).to.deep.equal([]);
    expect(await idsOf(stranger)).to.deep.equal([foreign]);
  });

  it('keeps only the password that the log names last when it is changed several times at once', async () => {
    const changes = fc.array(fc.nat(1), { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, turns(), async (processes, order) => {
        await database.db.query(sql.unsafe`DELETE FROM credentials`);
        const { act, readAccount, credentials } = await twoProcesses(order);
        const changed = processes.map((process, number) => {
          const credential = { id: newId(), password: `Password_${number}`, as: 'self' } as const;
          return { ...credential, done: act(process, credential) };
        });
        await order.until(Promise.all(changed.map(({ done }) => done)));
        const { fold } = await readAccount(athlete);
        const last = changed.find(({ id }) => fold.kind === 'present' && id === fold.credentialId);
        if (!last) throw new Error('No password is current');
        expect(await idsOf(athlete)).to.deep.equal([last.id]);
        expect(await credentials.verify({ account: athlete, id: last.id }, last.password)).to.equal(true);
      }),
      samples(30),
    );
  });

  /**
   * Creates two processes that write to one log. Each of their calls to a store waits until the scheduler lets it run.
   */
  async function twoProcesses(order: Turns) {
    const log = inMemoryEventStore(() => noon);
    const unordered = createCredentials(database.db, plain);
    const credentials: Credentials = {
      ...unordered,
      keep: inOrder(order, 'keep', unordered.keep),
      discard: inOrder(order, 'discard', unordered.discard),
      retire: inOrder(order, 'retire', unordered.retire),
    };
    const store: EventStore = { read: inOrder(order, 'read', log.read), append: inOrder(order, 'append', log.append) };
    const account = createAccountDecider({ adminEmail: 'admin@example.com' });
    const takeClaims = async () => ({ confirm: async () => {} });
    const executeIn = (events: EventStore) =>
      createExecute({ store: events, positions: { record: async () => {} }, cache: new Map(), takeClaims });
    const context = {
      actor: { id: athlete, role: defaultRole, via: 'http' } as const,
      ...{ by: athlete, correlationId: 'request', causationId: 'request', receivedAt: noon },
    };
    const data = { accountId: athlete, email: 'ada@example.com', name: null, isActive: true, isSuperuser: false };
    const register = {
      type: 'RegisterAccount',
      as: 'self',
      data: { ...data, role: defaultRole, credentialId: firstCredentialId },
    } as const;
    await executeIn(log)(account, athlete, [register], { ...context, owner: athlete });
    await unordered.keep(athlete, firstCredentialId, 'The_1st');
    const snapshots = { renew: async () => {} };
    const processes = [1, 2].map(() =>
      createActOnAccount({ execute: executeIn(store), account, snapshots, credentials, store }),
    );
    type Act = ReturnType<typeof createActOnAccount>;
    return {
      act: (process: number, password: Parameters<Act>[3]) =>
        (processes[process] as Act)(athlete, [], context, password),
      readAccount: createReadAccount(log),
      credentials: unordered,
    };
  }
});

const inOrder =
  <Given extends unknown[], Result>(order: Turns, what: string, run: (...given: Given) => Promise<Result>) =>
  (...given: Given): Promise<Result> =>
    order.outside(what, () => run(...given));
