import { expect } from 'chai';
import { connectRedis } from '../../../src/infra/redis/client.ts';
import { createLaneSignals } from '../../../src/infra/redis/lane-signals.ts';
import type { LaneReached } from '../../../src/ports/lane-signals.ts';
import { eventually } from '../../projections/support/eventually.ts';
import { useRedis } from '../../support/databases.ts';

const reached: LaneReached = { set: '0a1b2c3d4e5f', layout: 2, lane: 3, position: 2n ** 60n + 1n };

describe('the signals of the lanes', () => {
  const server = useRedis();
  const parts = new AsyncDisposableStack();
  after(() => parts.disposeAsync());

  /** The signals of a process of its own, with the signals that it has received. */
  async function openProcess() {
    const redis = await connectRedis(server.url, () => {});
    parts.defer(() => redis.disconnect());
    const signals = parts.use(createLaneSignals(redis));
    const received: LaneReached[] = [];
    return { signals, received, listen: () => signals.listen((each) => received.push(each)) };
  }
  const subscribers = async () => Number(await server.redis.call('PUBSUB', 'NUMPAT')) + (await channelCount());
  const channelCount = async () => ((await server.redis.call('PUBSUB', 'CHANNELS')) as string[]).length;

  it('reach the listeners of all processes, with every digit of the position', async () => {
    const [sender, one, other] = [await openProcess(), await openProcess(), await openProcess()];
    one.listen();
    other.listen();
    await eventually(async () => {
      sender.signals.announce(reached);
      expect([one.received[0], other.received[0]]).to.deep.equal([reached, reached]);
    });
  });

  it('reach a listener again after its connection was lost', async () => {
    const [sender, receiver] = [await openProcess(), await openProcess()];
    receiver.listen();
    const expectSignal = () =>
      eventually(async () => {
        sender.signals.announce(reached);
        expect(receiver.received.length).to.be.greaterThan(0);
      });
    await expectSignal();
    await server.redis.call('CLIENT', 'KILL', 'TYPE', 'PUBSUB');
    receiver.received.length = 0;
    await expectSignal();
  });

  it('open no connection in a process that only sends them', async () => {
    const before = await subscribers();
    const sender = await openProcess();
    sender.signals.announce(reached);
    expect(await subscribers()).to.equal(before);
  });

  it('do not reach a listener that has stopped, and leave out messages of another form', async () => {
    const [sender, receiver] = [await openProcess(), await openProcess()];
    const stop = receiver.listen();
    const control = receiver.signals.listen(() => {});
    const [channel = ''] = (await server.redis.call('PUBSUB', 'CHANNELS')) as string[];
    for (const message of ['', 'a 1 2', 'a 1 2 -3', 'a b c d']) await server.redis.publish(channel, message);
    await eventually(async () => {
      sender.signals.announce(reached);
      expect(receiver.received[0]).to.deep.equal(reached);
    });
    stop();
    const before = receiver.received.length;
    const later: LaneReached[] = [];
    receiver.signals.listen((each) => later.push(each));
    await eventually(async () => {
      sender.signals.announce(reached);
      expect(later.length).to.be.greaterThan(0);
    });
    expect(receiver.received).to.have.length(before);
    control();
  });

  it('are lost without an error while Redis is down', async () => {
    const { signals } = await openProcess();
    const redis = await connectRedis(server.url, () => {});
    const closed = createLaneSignals(redis);
    redis.disconnect();
    closed.announce(reached);
    signals.announce(reached);
  });
});
