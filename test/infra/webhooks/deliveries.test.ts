import { expect } from 'chai';
import { sql } from 'slonik';
import { Webhook as Verifier } from 'standardwebhooks';
import { z } from 'zod';
import { startReceiver, withStatus } from './support/receiver.ts';
import { ada, eve, pausesMs, recordedAt, useDeliveries } from './support/use-deliveries.ts';

describe('the deliveries of webhooks', () => {
  const the = useDeliveries();
  const { database, run, webhooks, create, change, add, send, listed, statuses, revisions, passTime } = the;

  it('are signed by Standard Webhooks and contain no training data', async () => {
    const { id, secret } = await create();
    const session = '01900000-0000-7000-8000-000000000001';
    await add(change(`session-${session}`, { revision: 7 }));
    await send(id);
    const [{ body, headers } = { body: '', headers: {} }] = the.receiver.received;
    expect(JSON.parse(body)).to.deep.equal({
      ...{ type: 'session.changed', timestamp: recordedAt },
      data: {
        ...{ kind: 'session', id: session, revision: 7, deleted: false, path: `/api/v1/training-sessions/${session}` },
        consistencyToken: `1-2-${the.position}`,
      },
    });
    expect(new Verifier(secret).verify(body, headers as Record<string, string>)).to.deep.equal(JSON.parse(body));
    const [{ id: delivery, status, lastStatus, attempts, nextAttemptAt } = {} as never] = await listed(id);
    expect(headers['webhook-id']).to.equal(delivery);
    expect({ status, lastStatus, attempts, nextAttemptAt }).to.deep.equal({
      ...{ status: 'succeeded', lastStatus: 204, attempts: 1, nextAttemptAt: null },
    });
  });

  it('are signed with the secrets before and after a rotation for a day, and stored without either', async () => {
    const { id, secret } = await create();
    const rotated = await webhooks().rotateSecret(ada, id);
    await webhooks().ping(ada, id);
    await send(id);
    await run(sql.unsafe`UPDATE webhooks SET previous_secret_until = now()`);
    await webhooks().ping(ada, id);
    await send(id);
    const verifies = (text: string, index: number) => {
      const { body = '', headers = {} } = the.receiver.received[index] ?? {};
      try {
        return new Verifier(text).verify(body, headers as Record<string, string>) !== null;
      } catch {
        return false;
      }
    };
    const both = [secret, rotated?.secret ?? ''];
    expect([0, 1].map((index) => both.map((each) => verifies(each, index)))).to.deep.equal([
      [true, true],
      [false, true],
    ]);
    const rows = await database.db.anyFirst(
      sql.type(z.object({ text: z.string() }))`SELECT webhooks::text AS text FROM webhooks`,
    );
    expect(both.some((each) => rows.join().includes(each) || rows.join().includes(each.slice(6)))).to.equal(false);
  });

  it('are added once for each change, only of the account, the types and the time of the webhook', async () => {
    const old = change('session-1');
    const [mine, hers] = [await create(), await create(eve)];
    const seen = [change('session-1'), change('exercise-1', { type: 'exercise.changed' })];
    const other = change('import-1', { type: 'import.changed' });
    expect(await add(old, ...seen, other)).to.equal(true);
    expect(await add(old, ...seen, other)).to.equal(false);
    expect((await listed(mine.id)).map(({ kind, item, revision }) => [kind, item, revision])).to.deep.equal(
      seen.map(({ stream, revision }) => [...stream.split('-'), revision]),
    );
    expect(await listed(hers.id, eve)).to.deep.equal([]);
  });

  it('about one thing wait for the one before, also while it fails, and those about others do not', async () => {
    const { id } = await create();
    the.receiver.answer(({ body }, response) => {
      response.writeHead(JSON.parse(body).data.id === 'a' && the.receiver.received.length < 4 ? 500 : 200).end();
    });
    const all = ['session-a', 'session-b', 'session-a', 'session-b', 'session-a'].map((stream) => change(stream));
    await add(...all.slice(0, 3));
    await add(...all.slice(3));
    const [a1, b1, a2, b2, a3] = all.map(({ revision }) => revision);
    await send(id);
    expect(revisions()).to.deep.equal([a1, b1, b2]);
    expect(await statuses(id)).to.deep.equal(['failed', 'succeeded', 'pending', 'succeeded', 'pending']);
    await send(id);
    expect(revisions()).to.have.length(3);
    await passTime();
    await send(id);
    expect(revisions().slice(3)).to.deep.equal([a1, a2, a3]);
    const ids = the.receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids[0]).to.equal(ids[3]);
  });

  it('are given up after the last pause, and then the next one is sent', async () => {
    const { id } = await create();
    the.receiver.answer(withStatus(503));
    const [first, second] = [change('session-a'), change('session-a')];
    await add(first, second);
    for (let count = 0; count <= pausesMs.length; count += 1) {
      await passTime();
      await send(id);
    }
    expect(await statuses(id)).to.deep.equal(['given-up', 'failed']);
    expect(revisions().slice(-2)).to.deep.equal([first.revision, second.revision]);
    expect(await webhooks().read(ada, id)).to.include({ enabled: true, disabledReason: null });
  });

  it('fail without a response in time, after a redirect, and without a receiver', async () => {
    const { id } = await create();
    await using elsewhere = await startReceiver();
    const lastOf = async () => {
      const { lastStatus, lastError } = (await listed(id)).at(-1) ?? {};
      return [lastStatus, lastError];
    };
    the.receiver.answer(withStatus(302, { location: elsewhere.url }));
    await webhooks().ping(ada, id);
    await send(id);
    expect(await lastOf()).to.deep.equal([302, null]);
    expect(elsewhere.received).to.deep.equal([]);
    the.receiver.answer(() => {});
    await webhooks().ping(ada, id);
    await send(id, 100);
    expect(await lastOf()).to.deep.equal([null, 'timeout']);
    await the.receiver[Symbol.asyncDispose]();
    await webhooks().ping(ada, id);
    await send(id);
    expect(await lastOf()).to.deep.equal([null, 'no-connection']);
  });

  it('succeed although the body of the response never ends, or is endless', async () => {
    const { id } = await create();
    the.receiver.answer((_, response) => {
      const flood = () => {
        while (response.writable && response.write('x'.repeat(65_536)));
        response.once('drain', flood);
      };
      response.writeHead(200);
      if (the.receiver.received.length === 1) flood();
      else response.write('x');
    });
    await webhooks().ping(ada, id);
    await webhooks().ping(ada, id);
    await send(id);
    expect(await statuses(id)).to.deep.equal(['succeeded', 'succeeded']);
  });
});
