import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { sql } from 'slonik';
import { z } from 'zod';
import { createAccountDecider } from '../../../src/commands/account/decider.ts';
import { claimFold, createSettleClaims } from '../../../src/commands/claim.ts';
import { createExecute } from '../../../src/commands/execute.ts';
import { DomainError } from '../../../src/errors.ts';
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
import { athlete, noon, stranger } from '../../support/specification.ts';

const secret = Buffer.alloc(32, 7);
const email = 'ada@example.com';
const mark = { digest: 'one key', fingerprint: 'one request' };

/** As good as argon2 for what is kept, and at once. */
const plain: Passwords = {
  hash: async (text) => `hash of ${text}`,
  verify: async (hashed, text) => hashed === `hash of ${text}`,
  isOutdated: () => false,
};

describe('registering accounts, with what is kept of them on Postgres', () => {
  const database = useDatabase();
  const empty = async () => {
    for (const table of ['credentials', 'account_keys', 'claims']) {
      await database.db.query(sql.unsafe`DELETE FROM ${sql.identifier([table])}`);
    }
  };
  beforeEach(empty);

  const accountsIn = async (table: 'credentials' | 'account_keys') =>
    database.db.anyFirst(
      sql.type(z.object({ id: z.string() }))`SELECT account_id::text AS id FROM ${sql.identifier([table])} ORDER BY 1`,
    );

  /** A log, on which any number of processes work; each step outside may be held up. */
  function installation(hold: <Result>(what: string, run: () => Promise<Result>) => Promise<Result>) {
    const log = inMemoryEventStore(() => noon);
    const account = createAccountDecider({ adminEmail: 'admin@example.com' });
    const held =
      <Given extends unknown[], Result>(what: string, run: (...given: Given) => Promise<Result>) =>
      (...given: Given) =>
        hold(what, () => run(...given));
    const process = () => {
      const [keys, claims, credentials] = [
        createKeyRing(database.db, secret),
        createClaims(database.db, secret),
        createCredentials(database.db, plain),
      ];
      const store: typeof log = {
        ...log,
        read: held('read', log.read),
        append: held('append', async (stream, events, head) => {
          // As the real one, which seals with the owner's key.
          for (const { type, metadata } of events) if (type === 'AccountRegistered') await keys.readKey(metadata.owner);
          return log.append(stream, events, head);
        }),
      };
      const heldClaims = { ...claims, take: held('take', claims.take), release: held('release', claims.release) };
      const settle = createSettleClaims(
        { claims: heldClaims, store },
        new Map([[account.category, claimFold(account)]]),
      );
      const execute = createExecute({ store, settle, positions: { record: async () => {} }, cache: new Map() });
      const context = (by: AccountId) => ({
        actor: { id: by, role: defaultRole, via: 'http' } as const,
        ...{ by, correlationId: 'request', causationId: 'request', receivedAt: noon },
      });
      const register = createRegister({
        ...{ execute, account, store, claims: heldClaims },
        keys: { ...keys, create: held('create', keys.create) },
        credentials: { ...credentials, discard: held('discard', credentials.discard) },
      });
      return {
        /** What comes of it. */
        register: (accountId: AccountId, text: string, given: { mark?: typeof mark; ifRevision?: number } = {}) => {
          const request = { accountId, email, name: null, as: 'superuser' } as const;
          const credential = { id: randomUUID() as CredentialId, password: text };
          return codeOf(register({ ...request, credential }, { ...context(accountId), ...given }));
        },
        /** Lets go of the address. */
        move: (id: AccountId) => {
          const edit = { type: 'EditAccount', as: 'self', data: { email: 'other@example.com' } } as const;
          return codeOf(execute(account, id, [edit], { ...context(id), owner: id }));
        },
      };
    };
    return { log, process };
  }

  /** Whether the account is there, with a key, and this password alone signs in to it. */
  async function mustCount(log: ReturnType<typeof inMemoryEventStore>, id: AccountId, text: string): Promise<void> {
    const { fold } = await createReadAccount(log)(id);
    if (fold.kind !== 'present') throw new Error(`The account is ${fold.kind}`);
    await createKeyRing(database.db, secret).readKey(id);
    const credential = { account: id, id: fold.credentialId };
    expect(await createCredentials(database.db, plain).verify(credential, text), text).to.equal(true);
  }

  const atOnce = <Result>(_what: string, run: () => Promise<Result>) => run();

  it('keep nothing of those that are refused', async () => {
    const { log, process } = installation(atOnce);
    const { register } = process();
    expect(await register(athlete, 'First')).to.equal('done');
    expect(await register(stranger, 'Other')).to.equal('email-taken');
    expect(await register(stranger, 'Other', { mark })).to.equal('email-taken');
    expect(await register(stranger, 'Other', { ifRevision: 3 })).to.equal('revision-mismatch');
    await mustCount(log, athlete, 'First');
    expect(await accountsIn('account_keys')).to.deep.equal([athlete]);
    expect(await accountsIn('credentials')).to.deep.equal([athlete]);
  });

  it('leave the password alone that the same request has brought meanwhile, when they are refused', async () => {
    const refused = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let isFirst = true;
    const { log, process } = installation(async (what, run) => {
      if (what === 'discard' && isFirst) {
        isFirst = false;
        refused.resolve();
        await goOn.promise;
      }
      return run();
    });
    const [one, other] = [process(), process()];
    await one.register(stranger, 'Holder');
    const first = one.register(athlete, 'First', { mark });
    await refused.promise;
    expect(await one.move(stranger)).to.equal('done');
    expect(await other.register(athlete, 'First', { mark })).to.equal('done');
    goOn.resolve();
    expect(await first, 'it finds the account that it asked for').to.equal('done');
    await mustCount(log, athlete, 'First');
  });

  it('that are one and the same leave one account or none, with all that it needs, in whatever order they go on', async () => {
    await fc.assert(
      fc.asyncProperty(turns(), fc.boolean(), async (order: Turns, same) => {
        await empty();
        let hold: Parameters<typeof installation>[0] = atOnce;
        const { log, process } = installation((what, run) => hold(what, run));
        const [one, other] = [process(), process()];
        await one.register(stranger, 'Holder');
        hold = order.outside;
        const texts = ['First', same ? 'First' : 'Second'];
        const ends = [one, other].map(({ register }, n) => register(athlete, texts[n] ?? '', { mark }));
        const [first, second, moved] = await order.until(Promise.all([...ends, one.move(stranger)]));
        hold = atOnce;
        expect(moved).to.equal('done');
        const counting = [first, second].flatMap((end, n) => (end === 'done' ? [texts[n] ?? ''] : []));
        expect([first, second]).to.satisfy((all: string[]) =>
          all.every((end) => ['done', 'email-taken', ...(same ? [] : ['idempotency-key-reused'])].includes(end)),
        );
        for (const text of counting) await mustCount(log, athlete, text);
        const accounts = counting.length > 0 ? [athlete, stranger] : [stranger];
        expect(await accountsIn('account_keys')).to.deep.equal(accounts);
        expect(await accountsIn('credentials')).to.deep.equal(accounts);
      }),
      { numRuns: 40 },
    );
  });
});

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      throw error;
    },
  );
