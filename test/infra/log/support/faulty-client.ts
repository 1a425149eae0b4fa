import { EventEmitter } from 'node:events';
import { type EventStoreDBClient, type SubscribeToAllOptions, TimeoutError } from '@eventstore/db-client';
import type { Log, SealedEvent } from '../../../../src/ports/log.ts';
import { createMemoryLog } from '../../../projections/support/memory-log.ts';
import { createTrainingScript } from '../../../projections/support/training.ts';

/** An error as the client throws it when a node up to 23.10 drops a subscription whose reader is slow. */
const tooSlow = () => {
  const message = '10 ABORTED: Consumer too slow to handle event while live. Client resubscription required.';
  return Object.assign(Object.create(TimeoutError.prototype), { type: 'timeout', code: 10, message }) as Error;
};

/** What happens next in the event store: an event of ours or of others, or something to the open subscription. */
export type Happening =
  | 'ours'
  | 'foreign'
  | 'deliver'
  | 'drop'
  | 'checkpoint of the next event'
  | 'checkpoint without a match'
  | 'checkpoint ahead'
  | 'checkpoint repeated';

export const happenings: readonly Happening[] = [
  ...(['ours', 'foreign', 'deliver', 'drop', 'checkpoint of the next event'] as const),
  ...(['checkpoint without a match', 'checkpoint ahead', 'checkpoint repeated'] as const),
];

type Subscriber = { emitter: EventEmitter; after: bigint; options: SubscribeToAllOptions };

/** The client of an event store in memory, whose subscription suffers what a script says. */
export type FaultyClient = Readonly<{
  client: EventStoreDBClient;
  log: Pick<Log, 'page' | 'head'>;
  ours: () => readonly SealedEvent[];
  let: (happening: Happening) => Promise<void>;
  /** How many subscriptions were started. */
  subscriptions: () => number;
}>;

export function createFaultyClient(): FaultyClient {
  const memory = createMemoryLog();
  const train = createTrainingScript(3);
  const isOurs = ({ metadata }: SealedEvent) => metadata.owner !== 'others';
  const ours = () => memory.all().filter(isOurs);
  let subscriber: Subscriber | null = null;
  let subscriptions = 0;

  let choices = 0;
  function appendOurs(): void {
    choices += 1;
    memory.append(...train({ session: choices % 4, act: choices * 7, value: choices }));
  }
  const head = async () => memory.all().at(-1)?.position ?? 0n;

  function deliver(): void {
    const next = subscriber && ours().find(({ position }) => position > (subscriber?.after ?? 0n));
    if (!subscriber || !next) return;
    subscriber.after = next.position;
    const position = { commit: next.position, prepare: next.position };
    const created = new Date(0);
    const event = { ...next, streamId: next.stream, revision: BigInt(next.revision), position, created };
    subscriber.emitter.emit('data', { event });
  }

  async function report(positionOf: (last: bigint) => bigint): Promise<void> {
    const reached = subscriber?.options.filter?.checkpointReached;
    const commit = positionOf(await head());
    await reached?.(subscriber?.emitter as never, { commit, prepare: commit });
  }

  const acts: Readonly<Record<Happening, () => unknown>> = {
    ours: appendOurs,
    foreign: () => memory.append({ type: 'SetLogged', data: {}, stream: 'session-1', owner: 'others' }),
    deliver,
    drop() {
      subscriber?.emitter.emit('error', tooSlow());
      subscriber = null;
    },
    'checkpoint of the next event': () => report((last) => last + 7n),
    'checkpoint without a match': () => report(() => 2n ** 64n - 1n),
    'checkpoint ahead': () => report((last) => last + 100_000n),
    'checkpoint repeated': () => report((last) => last),
  };

  const client = {
    subscribeToAll(options: SubscribeToAllOptions) {
      const emitter = new EventEmitter();
      const after = typeof options.fromPosition === 'object' ? options.fromPosition.commit : 0n;
      subscriber = { emitter, after, options };
      subscriptions += 1;
      return Object.assign(emitter, {
        ...{ readableLength: 0, isPaused: () => false, pause() {}, resume() {} },
        async unsubscribe() {},
      });
    },
  };
  return {
    client: client as unknown as EventStoreDBClient,
    log: {
      head,
      async page(after, limit) {
        return ours()
          .filter(({ position }) => position > after)
          .slice(0, limit);
      },
    },
    ours,
    subscriptions: () => subscriptions,
    async let(happening) {
      await acts[happening]();
      await new Promise(setImmediate);
    },
  };
}
