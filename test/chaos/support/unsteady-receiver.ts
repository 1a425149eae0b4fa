import { setTimeout as delay } from 'node:timers/promises';
import { startReceiver, withStatus } from '../../infra/webhooks/support/receiver.ts';

type State = 'steady' | 'down' | 'slow' | 'failing';

/** A receiver of webhooks that refuses one request in ten, and that can become worse for a while. */
export type UnsteadyReceiver = AsyncDisposable &
  Readonly<{
    url: string;
    become: (state: State) => Promise<void>;
    /** The revisions of a thing in the order in which they were accepted for the first time. */
    accepted: (id: string) => readonly number[];
  }>;

/** A slow receiver answers after the sender has stopped waiting. */
const slowMs = 1_300;

export async function startUnsteadyReceiver(random: () => number): Promise<UnsteadyReceiver> {
  const revisions = new Map<string, Set<number>>();
  let state: State = 'steady';
  let receiver = await start(0);
  const { url } = receiver;

  async function start(port: number) {
    const started = await startReceiver(port);
    started.answer(async ({ body }, response) => {
      if (state === 'failing' || random() < 0.1) return withStatus(500)({ headers: {}, body }, response);
      const { id, revision } = JSON.parse(body).data;
      const known = revisions.get(id) ?? new Set();
      revisions.set(id, known.add(revision));
      if (state === 'slow') await delay(slowMs);
      response.writeHead(200).end();
    });
    return started;
  }
  const stop = () => receiver[Symbol.asyncDispose]();

  return {
    url,
    async become(next) {
      if (next === 'down') await stop();
      if (state === 'down' && next !== 'down') receiver = await start(Number(new URL(url).port));
      state = next;
    },
    accepted: (id) => [...(revisions.get(id) ?? [])],
    [Symbol.asyncDispose]: () => (state === 'down' ? Promise.resolve() : stop()),
  };
}
