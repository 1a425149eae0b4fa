import type { Readable } from 'node:stream';
import type { Command } from '../processes/child.ts';

export type ServiceName = 'eventStore' | 'postgres' | 'redis';

/** Receives messages for the user, one line at a time. */
export type Say = (line: string) => void;

/**
 * How to run one kind of embedded service: what differs between the event store, Postgres and Redis. Starting,
 * monitoring and stopping are the same for all of them.
 */
export type ServiceDefinition = {
  readonly name: ServiceName;
  /** The name of the service in messages for the user. */
  readonly title: string;
  /** The folder that contains the service's data, `server.log` and `process.json`. */
  readonly folder: string;
  command(port: number): Command;
  url(port: number): string;
  /**
   * Called before every start of the server. `lastPid` is the pid of the process that used the data last, which has
   * ended.
   */
  beforeStart?(lastPid: number | undefined): void;
  /**
   * Resolves when the service answers. Must give up when `ended` is aborted, which says that the server's process has
   * ended.
   */
  waitUntilReady(url: string, ended: AbortSignal, stdout: Readable | null): Promise<void>;
};
