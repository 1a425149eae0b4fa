import { expect } from 'chai';
import type { RecordedEvent } from '../../src/events/event.ts';
import { finishErasingAccounts } from '../../src/policies/finish-erasing-accounts.ts';
import type { SealedEvent } from '../../src/ports/log.ts';

const event = (position: number, type = 'AccountErased'): RecordedEvent =>
  ({
    ...{ type, position: BigInt(position), stream: `account-${position}` },
    metadata: { owner: `${position}` },
  }) as never;

/** The policy with a log of these events, and the list of what it does. */
function policyWith(events: readonly RecordedEvent[], scrub: () => Promise<void> = async () => {}) {
  const actions: string[] = [];
  const policy = finishErasingAccounts({
    log: {
      page: async (after, _, types) =>
        events.filter(
          ({ type, position }) => position > after && types?.has(type),
        ) as readonly unknown[] as SealedEvent[],
    },
    forget: async (account) => void actions.push(`forget ${account}`),
    waitUntilProjected: async ({ position }) => void actions.push(`wait ${position}`),
    scrub: async (prepare) => {
      await prepare();
      actions.push('scrub');
      await scrub();
    },
  });
  const act = (acted: RecordedEvent, stopping = new AbortController().signal) => policy.act(acted, 'key', stopping);
  return { actions, act };
}

describe('finishing the erasure of accounts', () => {
  it('scrubs only once for ten accounts that were erased one after the other', async () => {
    const erasures = Array.from({ length: 10 }, (_, index) => event(index + 1));
    const { actions, act } = policyWith([...erasures, event(20, 'AccountRenamed')]);
    for (const erasure of erasures) await act(erasure);
    expect(actions.filter((action) => action === 'scrub')).to.have.length(1);
    expect(actions.slice(0, 20)).to.include.members(['forget 10', 'wait 10']);
    expect(actions[20]).to.equal('scrub');
  });

  it('scrubs again for an account that was erased after the scrub had begun', async () => {
    const events = [event(1)];
    const { actions, act } = policyWith(events);
    await act(event(1));
    events.push(event(2));
    await act(event(2));
    expect(actions).to.deep.equal(['forget 1', 'wait 1', 'scrub', 'forget 2', 'wait 2', 'scrub']);
  });

  it('scrubs again when the scrub has failed', async () => {
    let failures = 1;
    const { actions, act } = policyWith([event(1)], () =>
      failures-- > 0 ? Promise.reject(new Error('away')) : Promise.resolve(),
    );
    const outcome = await act(event(1)).catch((error: Error) => error.message);
    expect(outcome).to.equal('away');
    await act(event(1));
    expect(actions.filter((action) => action === 'scrub')).to.have.length(2);
  });

  it('also scrubs for accounts that were erased during the scrub, when the process stops', async () => {
    const events = [event(1)];
    const { actions, act } = policyWith(events, async () => {
      if (events.length === 1) events.push(event(2));
    });
    await act(event(1), AbortSignal.abort());
    expect(actions).to.deep.equal(['forget 1', 'wait 1', 'scrub', 'forget 2', 'wait 2', 'scrub']);
  });
});
