import { EventEmitter } from 'node:events';
import type { Redis } from 'ioredis';
import type { Turns } from './turns.ts';

/** Redis as one process sees it: each command and each answer waits for its turn, and the connection can be cut. */
export type Wire = Readonly<{
  redis: Redis;
  /** Whatever is under way is lost, and nothing goes through until it is mended. */
  cut: () => void;
  /** Commands go through again; `ready` is told a moment later, but before any answer, as ioredis does it. */
  mend: () => void;
}>;

const commands: ReadonlySet<string | symbol> = new Set(['mget', 'set', 'get', 'eval', 'del']);

export function wireTo(server: Redis, { wait, outside }: Turns): Wire {
  const events = new EventEmitter();
  let [line, isOpen, isTold] = [1, true, true];
  const tell = () => {
    if (isTold) return;
    isTold = true;
    events.emit('ready');
  };
  const through = async (name: string, run: () => Promise<unknown>) => {
    const mine = line;
    const mustHold = () => {
      if (!isOpen || mine !== line) throw new Error('Connection is closed.');
    };
    const answer = await outside(name, async () => {
      mustHold();
      return run();
    });
    mustHold();
    tell();
    return answer;
  };
  const redis = new Proxy(server, {
    get(target, name) {
      if (name === 'on') return (event: string, listener: () => void) => events.on(event, listener);
      if (!commands.has(name)) throw new Error(`The wire does not know ${String(name)}`);
      const command = Reflect.get(target, name) as (...given: unknown[]) => Promise<unknown>;
      return (...given: unknown[]) => through(String(name), () => command.apply(target, given));
    },
  });
  return {
    redis,
    cut() {
      line += 1;
      isOpen = false;
    },
    mend() {
      if (isOpen) return;
      [isOpen, isTold] = [true, false];
      void wait('ready').then(tell);
    },
  };
}
