import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { type ExerciseCommand, exercise } from '../../../src/commands/exercise/decider.ts';
import type { AccountId, ExerciseId } from '../../../src/events/ids.ts';
import { streamOf } from '../../../src/events/streams.ts';
import { defaultRole } from '../../../src/events/values.ts';
import type { Claim, UniquenessClaims } from '../../../src/ports/claims.ts';
import type { EventStore } from '../../../src/ports/event-store.ts';
import { memoryClaims } from '../../support/in-memory-claims.ts';
import { inMemoryEventStore } from '../../support/in-memory-event-store.ts';
import { firstCredentialId, noon } from '../../support/specification.ts';
import { content, referenceLists } from '../support/exercises.ts';
import { aggregates, codeOf, context, createProcess } from '../support/process.ts';

const { account } = aggregates;
const email = 'ada@example.com';
const emailClaim: Claim = { scope: 'email', key: email };
const accountId = (n: number) => `01900000-0000-7000-8000-00000000010${n}` as AccountId;
const register = (n: number) => ({
  ...({ type: 'RegisterAccount', as: 'self' } as const),
  data: {
    ...{ accountId: accountId(n), email, name: null, isActive: true, isSuperuser: false, role: defaultRole },
    credentialId: firstCredentialId,
  },
});
const edit = (newEmail: string) => ({ type: 'EditAccount', as: 'self', data: { email: newEmail } }) as const;
const erasure = { type: 'EraseAccount', as: 'self', data: {} } as const;
const contextOf = (n: number) => context({ by: accountId(n), owner: accountId(n) });

describe('a uniqueness claim', () => {
  let store: ReturnType<typeof inMemoryEventStore>;
  let claims: UniquenessClaims;
  beforeEach(() => {
    store = inMemoryEventStore(() => noon);
    claims = memoryClaims();
  });
  const send = (n: number, command: Parameters<typeof account.decide>[0], over = store as EventStore, taken = claims) =>
    createProcess(over, taken).execute(account, accountId(n), [command], contextOf(n));

  it('lets one of nine simultaneous sign-ups with the same address succeed', async () => {
    // Makes reading a stream slower than the steps from the claim to the append, as it is over a network. Otherwise all
    // nine writers would run in step and lose the claim to each other in every attempt.
    const slowReads: EventStore = {
      append: store.append,
      async read(...parameters) {
        await setImmediate();
        return store.read(...parameters);
      },
    };
    const answers = await Promise.all(Array.from({ length: 9 }, (_, n) => codeOf(send(n, register(n), slowReads))));
    expect(answers.filter((answer) => answer === 'accepted')).to.have.length(1);
    expect(answers.filter((answer) => answer === 'email-taken')).to.have.length(8);
  });

  it('goes to the next stream when its holder crashed before the append', async () => {
    await claims.take(emailClaim, streamOf('account', accountId(1)), accountId(1), 0);
    await send(2, register(2));
    expect(await claims.holder(emailClaim)).to.equal(streamOf('account', accountId(2)));
  });

  it('records in the lapse who took it over, for the owner of the stream that lost it', async () => {
    await claims.take(emailClaim, streamOf('account', accountId(1)), accountId(1), 0);
    await send(2, register(2));
    const [lapse] = store.all();
    expect(lapse).to.deep.include({ type: 'ClaimLapsed', stream: streamOf('account', accountId(1)), revision: 0 });
    expect(lapse?.data).to.deep.equal({ scope: 'email', key: `email ${email}` });
    expect(lapse?.metadata).to.deep.include({ owner: accountId(1), receivedAt: noon, occurredAt: noon, schema: 1 });
    expect(lapse?.metadata.actor.id).to.equal(accountId(2));
  });

  it('does not mark the lapse with the idempotency key of the command', async () => {
    await claims.take(emailClaim, streamOf('account', accountId(1)), accountId(1), 0);
    const mark = { digest: 'digest', fingerprint: 'request' };
    await createProcess(store, claims).execute(account, accountId(2), [register(2)], { ...contextOf(2), mark });
    expect(store.all().map(({ metadata }) => metadata.command)).to.deep.equal([undefined, mark]);
  });

  it('is lost by a holder that was frozen before its append and continues after the takeover', async () => {
    const frozen = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    let appends = 0;
    const slow: EventStore = {
      read: store.read,
      async append(...parameters) {
        appends += 1;
        if (appends === 1) {
          reached.resolve();
          await frozen.promise;
        }
        return store.append(...parameters);
      },
    };
    const first = codeOf(send(1, register(1), slow));
    await reached.promise;
    await send(2, register(2));
    frozen.resolve();
    expect(await first).to.equal('email-taken');
    expect(store.all().map(({ type, stream }) => [type, stream])).to.deep.equal([
      ['ClaimLapsed', streamOf('account', accountId(1))],
      ['AccountRegistered', streamOf('account', accountId(2))],
    ]);
  });

  it('is not taken over when its holder appends while the takeover reads the stream', async () => {
    await claims.take(emailClaim, streamOf('account', accountId(1)), accountId(1), 0);
    let raced = false;
    const racing: EventStore = {
      read: async (...parameters) => {
        const events = await store.read(...parameters);
        if (!raced && parameters[0] === streamOf('account', accountId(1))) {
          raced = true;
          await send(1, register(1));
        }
        return events;
      },
      append: store.append,
    };
    expect(await codeOf(send(2, register(2), racing))).to.equal('email-taken');
    expect(store.all().map(({ type }) => type)).to.deep.equal(['AccountRegistered']);
  });

  it('is tried again when a third stream takes it over first', async () => {
    await claims.take(emailClaim, streamOf('account', accountId(1)), accountId(1), 0);
    let lost = false;
    const racing: UniquenessClaims = {
      ...claims,
      takeOver: async (...parameters) => {
        if (lost) return claims.takeOver(...parameters);
        lost = true;
        await send(3, register(3));
        return false;
      },
    };
    expect(await codeOf(send(2, register(2), store, racing))).to.equal('email-taken');
    expect(store.all().at(-1)).to.include({ type: 'AccountRegistered', stream: streamOf('account', accountId(3)) });
  });

  it('is free after its holder was erased, and the erased id stays in use', async () => {
    const { execute } = createProcess(store, claims);
    await execute(account, accountId(1), [register(1)], contextOf(1));
    await execute(account, accountId(1), [erasure], contextOf(1));
    await execute(account, accountId(2), [register(2)], contextOf(2));
    const again = execute(account, accountId(1), [register(1)], { ...contextOf(1), knownEvents: [] });
    expect(await codeOf(again)).to.equal('id-taken');
  });

  it('stays with a holder that has appended but not confirmed', async () => {
    const unconfirmed: UniquenessClaims = { ...claims, confirm: () => Promise.reject(new Error('crash')) };
    await send(1, register(1), store, unconfirmed).catch(() => {});
    expect(await codeOf(send(2, register(2)))).to.equal('email-taken');
  });

  it('moves with a change of the name, and the old name is released', async () => {
    await send(1, register(1));
    await send(1, edit('countess@example.com'));
    expect(await claims.holder(emailClaim)).to.equal(null);
    expect(await claims.holder({ ...emailClaim, key: 'countess@example.com' })).to.equal(
      streamOf('account', accountId(1)),
    );
  });

  it('is confirmed and released only when claims were taken or given up', async () => {
    const calls: string[] = [];
    const counting: UniquenessClaims = {
      ...claims,
      confirm: async (confirmed) => void calls.push(`confirm ${confirmed.length}`),
      release: async (released, _holder, revision) => void calls.push(`release ${released.length} before ${revision}`),
    };
    await send(1, register(1), store, counting);
    await send(1, { type: 'SignOutEverywhere', as: 'self', data: {} }, store, counting);
    await send(1, edit('countess@example.com'), store, counting);
    await send(1, erasure, store, counting);
    expect(calls).to.deep.equal(['confirm 1', 'confirm 1', 'release 1 before 2', 'release 1 before 3']);
  });
});

describe('the name of an exercise', () => {
  const exerciseId = (n: number) => `01900000-0000-7000-8000-00000000020${n}` as ExerciseId;
  it('is refused with exercise-name-taken when another exercise has it', async () => {
    const { execute } = createProcess(inMemoryEventStore(() => noon));
    const own = (n: number): ExerciseCommand => ({
      ...{ type: 'AddOwnExercise', referenceLists },
      data: { ...content, exerciseId: exerciseId(n), createdBy: context().by },
    });
    const shared = (n: number): ExerciseCommand => ({
      ...{ type: 'AddCatalogueExercise', referenceLists },
      data: { ...content, exerciseId: exerciseId(n) },
    });
    expect(await codeOf(execute(exercise, exerciseId(1), [own(1)], context()))).to.equal('accepted');
    expect(await codeOf(execute(exercise, exerciseId(2), [own(2)], context()))).to.equal('exercise-name-taken');
    expect(await codeOf(execute(exercise, exerciseId(3), [shared(3)], context()))).to.equal('accepted');
    expect(await codeOf(execute(exercise, exerciseId(4), [shared(4)], context()))).to.equal('exercise-name-taken');
  });
});
