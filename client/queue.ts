import { type Flushed, flushCommands, type Sync, type SyncCommand } from './flush.ts';
import type { ClientStorage } from './storage.ts';
import { createTurns } from './turns.ts';

type WithoutDefaults<Command> = Command extends SyncCommand
  ? Omit<Command, 'key' | 'occurredAt'> & Partial<Pick<Command, 'key' | 'occurredAt'>>
  : never;
/** A command for the queue. The queue adds an idempotency key and the present time unless the command has them. */
export type QueuedCommand = WithoutDefaults<SyncCommand>;

/** Commands that were made without network. They are stored before `add` returns, in the order of the calls. */
export type OfflineQueue = Readonly<{
  add: (command: QueuedCommand) => Promise<SyncCommand>;
  size: () => Promise<number>;
  /** The commands that the service has not answered yet, in the order in which they were made. */
  pending: () => Promise<readonly SyncCommand[]>;
  /** Sends all commands. A failure of the network rejects; the commands then stay in the queue. */
  flush: () => Promise<Flushed>;
}>;

const storageKey = 'irontrack.queue';

export function createQueue(storage: ClientStorage, sync: Sync): OfflineQueue {
  const inTurn = storage.inTurn ?? createTurns();
  let flushing: Promise<Flushed> | null = null;
  const read = async (): Promise<SyncCommand[]> => JSON.parse((await storage.get(storageKey)) ?? '[]');
  const write = (commands: readonly SyncCommand[]) => storage.set(storageKey, JSON.stringify(commands));
  const stored = {
    read: () => inTurn(read),
    remove: (keys: ReadonlySet<string | null>) =>
      inTurn(async () => write((await read()).filter(({ key }) => !keys.has(key)))),
  };
  return {
    add: (command) =>
      inTurn(async () => {
        const defaults = { key: crypto.randomUUID(), occurredAt: new Date().toISOString() };
        const complete: SyncCommand = { ...defaults, ...command };
        await write([...(await read()), complete]);
        return complete;
      }),
    size: async () => (await stored.read()).length,
    pending: stored.read,
    flush() {
      flushing ??= flushCommands(stored, sync).finally(() => {
        flushing = null;
      });
      return flushing;
    },
  };
}
