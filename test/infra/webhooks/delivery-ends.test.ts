import { expect } from 'chai';
import { sql } from 'slonik';
import { z } from 'zod';
import type { WebhookId } from '../../../src/events/ids.ts';
import { readWebhookFigures } from '../../../src/infra/webhooks/figures.ts';
import { withStatus } from './support/receiver.ts';
import { ada, eve, useDeliveries } from './support/use-deliveries.ts';

describe('the ends of deliveries', () => {
  const the = useDeliveries();
  const {
    database,
    messages,
    run,
    webhooks,
    deliveries,
    create,
    change,
    add,
    activity,
    send,
    listed,
    statuses,
    revisions,
  } = the;

  it('end when the receiver is gone, and the webhook is disabled until it is enabled again', async () => {
    const { id } = await create();
    the.receiver.answer(withStatus(410));
    await add(change('session-a'), change('session-a'), change('session-b'));
    await send(id);
    expect(the.receiver.received).to.have.length(1);
    expect(await statuses(id)).to.deep.equal(['given-up', 'given-up', 'given-up']);
    expect(await webhooks().read(ada, id)).to.include({ enabled: false, disabledReason: 'gone' });
    expect(messages).to.deep.equal(['A webhook was disabled']);
    expect(await readWebhookFigures(database.db)).to.deep.equal({ open: 0, oldestSeconds: 0, failing: 0, disabled: 1 });
    await add(change('session-c'));
    the.receiver.answer(withStatus(200));
    expect(await webhooks().change(ada, id, { enabled: true })).to.include({ disabledAt: null, failingSince: null });
    await add(change('session-d'));
    await send(id);
    expect((await listed(id)).map(({ item, status }) => [item, status]).slice(3)).to.deep.equal([['d', 'succeeded']]);
  });

  it('disable the webhook when all attempts have failed for three days', async () => {
    const { id } = await create();
    the.receiver.answer(withStatus(500));
    const fail = async (ago: string) => {
      await run(
        sql.unsafe`UPDATE webhooks SET failing_since = now() - ${ago}::interval WHERE failing_since IS NOT NULL`,
      );
      await webhooks().ping(ada, id);
      await send(id);
      return (await webhooks().read(ada, id))?.disabledReason;
    };
    expect([await fail('0'), await fail('71 hours'), await fail('73 hours')]).to.deep.equal([null, null, 'failing']);
    await webhooks().change(ada, id, { enabled: true });
    the.receiver.answer(withStatus(200));
    await fail('0');
    expect((await webhooks().read(ada, id))?.failingSince).to.equal(null);
  });

  it('are repeated when a process dies during an attempt, but not while it may live', async () => {
    const { id } = await create();
    await add(change('session-a'));
    const lost = await deliveries().begin(id);
    await send(id);
    expect(the.receiver.received).to.deep.equal([]);
    await run(sql.unsafe`UPDATE webhook_deliveries SET attempt_until = now()`);
    await send(id);
    expect(await statuses(id)).to.deep.equal(['succeeded']);
    if (!lost) throw new Error('No attempt has begun');
    await deliveries().end(lost, { httpStatus: 500, error: null, milliseconds: 1 }, { kind: 'failed', pauseMs: 1 });
    expect(await statuses(id)).to.deep.equal(['succeeded']);
  });

  it('of one webhook are sent four at a time, and of one account eight', async () => {
    const hooks = [await create(), await create(), await create()];
    await add(...Array.from({ length: 6 }, (_, index) => change(`session-${index}`)));
    const begun: (WebhookId | undefined)[] = [];
    for (const { id } of hooks) {
      for (let count = 0; count < 6; count += 1) begun.push((await deliveries().begin(id))?.webhook);
    }
    const counts = hooks.map(({ id }) => begun.filter((each) => each === id).length);
    expect(counts).to.deep.equal([4, 4, 0]);
    expect((await deliveries().due()).map(({ webhook, count }) => [webhook, count])).to.have.deep.members(
      hooks.map(({ id }, index) => [id, index < 2 ? 2 : 4]),
    );
  });

  it('can be replayed under the same id, after what waits about the same thing', async () => {
    const { id } = await create();
    const [first, second] = [change('session-a'), change('session-a')];
    await add(first);
    await send(id);
    await add(second);
    const [{ id: delivery } = {} as never] = await listed(id);
    expect(await webhooks().replay(ada, id, delivery)).to.include({
      id: delivery,
      status: 'pending',
      nextAttemptAt: null,
    });
    await send(id);
    expect(revisions()).to.deep.equal([first.revision, second.revision, first.revision]);
    const ids = the.receiver.received.map(({ headers }) => headers['webhook-id']);
    expect([ids[0], ids[2]]).to.deep.equal([delivery, delivery]);
    the.receiver.answer(withStatus(500));
    await webhooks().replay(ada, id, delivery);
    await send(id);
    the.receiver.answer(withStatus(200));
    await webhooks().replay(ada, id, delivery);
    await send(id);
    expect(await statuses(id)).to.deep.equal(['succeeded', 'succeeded']);
    expect(the.receiver.received).to.have.length(5);
  });

  it('are not sent while the account is inactive', async () => {
    const { id } = await create();
    await add(change('session-a'));
    await activity(ada, false);
    await add(change('session-b'));
    await send(id);
    expect(the.receiver.received).to.deep.equal([]);
    expect(await webhooks().ping(ada, id)).to.equal('disabled');
    await activity(ada, true);
    await add(change('session-c'));
    await send(id);
    expect((await listed(id)).map(({ item, status }) => [item, status])).to.deep.equal([
      ['a', 'given-up'],
      ['c', 'succeeded'],
    ]);
  });

  it('are deleted with the webhook, with the account, and after 30 days', async () => {
    const [kept, removed] = [await create(), await create(eve)];
    await add(change('session-a'), change('session-b', { account: eve }));
    await webhooks().forget(eve);
    const count = () =>
      database.db.oneFirst(sql.type(z.object({ n: z.number() }))`SELECT count(*)::int4 AS n FROM webhook_deliveries`);
    expect([await webhooks().list(eve), await count()]).to.deep.equal([[], 1]);
    expect(await webhooks().remove(eve, removed.id)).to.equal(false);
    await send(kept.id);
    await run(sql.unsafe`UPDATE webhook_deliveries SET ended_at = now() - interval '29 days'`);
    await deliveries().prune();
    expect(await count()).to.equal(1);
    await run(sql.unsafe`UPDATE webhook_deliveries SET ended_at = now() - interval '31 days'`);
    await deliveries().prune();
    expect(await count()).to.equal(0);
  });

  it('need the log only while a webhook is enabled, and only from then on', async () => {
    expect(await deliveries().start()).to.equal(null);
    the.skip(100n);
    const { id } = await create();
    expect(await deliveries().start()).to.equal(the.position);
    await add(change('session-a'));
    expect(await deliveries().start()).to.equal(the.position);
    await webhooks().change(ada, id, { enabled: false });
    expect(await deliveries().start()).to.equal(null);
  });
});
