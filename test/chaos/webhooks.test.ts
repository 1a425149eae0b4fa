import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { eventually } from '../projections/support/eventually.ts';
import { createRandom } from '../projections/support/training.ts';
import { clientAt, type Member, signUp } from './support/member.ts';
import { activeDispatcher } from './support/role.ts';
import { deliveries, receivers, seed, timeoutOf, webhookFaults } from './support/size.ts';
import { startUnsteadyReceiver, type UnsteadyReceiver } from './support/unsteady-receiver.ts';
import { useSharedInstallation } from './support/use-installation.ts';

const sessionsPerAccount = 3;

type Athlete = Readonly<{ member: Member; receiver: UnsteadyReceiver }>;

/** A session that is over, because a member does only one at a time. */
const past = { timezone: 'UTC', startedAt: '2026-03-01T10:00:00Z', endedAt: '2026-03-01T11:00:00Z' };

describe('webhooks while receivers and processes fail', function () {
  this.timeout(timeoutOf(deliveries / 20 + webhookFaults, 3));
  const suite = useSharedInstallation({ apis: 2, dispatchers: 2, workers: 2 });
  const stack = new AsyncDisposableStack();
  const random = createRandom(seed);
  let athletes: readonly Athlete[];
  before(async () => {
    athletes = await Promise.all(
      Array.from({ length: receivers }, async () => {
        const [receiver, member] = [stack.use(await startUnsteadyReceiver(random)), await signUp(suite.api)];
        const webhook = { url: receiver.url, eventTypes: ['session.changed', 'session.deleted'] };
        expect((await clientAt(suite.api, member).post('/webhooks', webhook)).status).to.equal(201);
        return { member, receiver };
      }),
    );
  });
  after(() => stack.disposeAsync());

  /** Sends a command until it is accepted, with one idempotency key. Returns the revision after it. */
  async function command(member: Member, method: 'POST' | 'PATCH', path: string, body: object) {
    const headers = { 'idempotency-key': randomUUID() };
    for (; !suite.ended.aborted; await delay(100)) {
      const answer = await clientAt(suite.api, member)
        .ask(path, { method, body, headers })
        .catch(() => null);
      if (answer && answer.status < 300) return answer.json as { id: string; revision: number };
      if (answer && answer.status < 500) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    }
    throw new Error('The suite has ended');
  }

  /** Starts a session and changes it many times. Returns its id and every revision that a command has made. */
  async function train({ member }: Athlete, changes: number) {
    const { id, revision } = await command(member, 'POST', '/training-sessions', past);
    const revisions = [revision];
    while (revisions.length < changes) {
      const changed = await command(member, 'PATCH', `/training-sessions/${id}`, { notes: `${revisions.length}` });
      revisions.push(changed.revision);
    }
    return { id, revisions };
  }

  const strikes: readonly (() => Promise<unknown>)[] = [
    async () => {
      const dispatcher = activeDispatcher(suite.dispatchers);
      await dispatcher.kill();
      await dispatcher.restart();
    },
    async () => {
      const worker = suite.workers[Math.floor(random() * suite.workers.length)];
      await worker?.kill();
      await worker?.restart();
    },
    async () => {
      await suite.installation.redis.kill('SIGKILL');
      await delay(random() * 500);
      await suite.installation.redis.restart();
    },
    () => suite.installation.cache.flushall(),
    ...(['down', 'slow', 'failing'] as const).map((state) => async () => {
      const { receiver } = athletes[Math.floor(random() * athletes.length)] as Athlete;
      await receiver.become(state);
      await delay(300 + random() * 700);
      await receiver.become('steady');
    }),
  ];

  it(`tell every receiver of every change, in order per session (seed ${seed})`, async () => {
    const changes = Math.ceil(deliveries / receivers / sessionsPerAccount);
    let isOver = false;
    const training = Promise.all(
      athletes.flatMap((athlete) =>
        Array.from({ length: sessionsPerAccount }, async () => ({ athlete, ...(await train(athlete, changes)) })),
      ),
    ).finally(() => {
      isOver = true;
    });
    let struck = 0;
    for (; struck < webhookFaults && !suite.ended.aborted; struck += 1) {
      await strikes[struck % strikes.length]?.();
      if (!isOver) await delay(random() * 200);
    }
    const sessions = await training;
    await eventually(async () => {
      for (const { athlete, id, revisions } of sessions) {
        // The receiver lists each change when it accepts it for the first time.
        expect(athlete.receiver.accepted(id)).to.deep.equal(revisions);
      }
    }, 60_000);
    expect(struck).to.equal(webhookFaults);
  });
});
