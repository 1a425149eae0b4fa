import { EventEmitter } from 'node:events';
import type { Redis } from 'ioredis';

/** Waits for its turn: a schedule decides who goes on next. */
export type Turn = (what: string) => Promise<void>;

/** Redis as one process sees it: each command and each answer waits for its turn, and the connection can be cut. */
export type Wire = Readonly<{
  redis: Redis;
  /** Whatever is under way is lost, and nothing goes through until it is mended. */
  cut: () => void;
  /** Commands go through again; `ready` is told a moment later, but before any answer, as ioredis does it. */
  mend: () => void;
}>;

const commands: ReadonlySet<string | symbol> = new Set(['mget', 'set', 'get', 'eval', 'del']);

export function wireTo(server: Redis, turn: Turn): Wire {
  const events = new EventEmitter();
  let [line, isOpen, isTold] = [1, true, true];
  const tell = () => {
    if (isTold) return;
    isTold = true;
    events.emit('ready');
  };
  const through = async (name: string, run: () => Promise<unknown>) => {
    const mine = line;
    const lost = () => !isOpen || mine !== line;
    await turn(`send ${name}`);
    if (lost()) throw new Error('Connection is closed.');
    const answer = await run();
    await turn(`answer ${name}`);
    if (lost()) throw new Error('Connection is closed.');
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
      void turn('ready').then(tell);
    },
  };
}
