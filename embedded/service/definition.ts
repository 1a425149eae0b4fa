import type { Readable } from 'node:stream';
import type { Command } from '../processes/child.ts';

export type ServiceName = 'eventStore' | 'postgres' | 'redis';

/** Receives messages for the user, one line at a time. */
export type Say = (line: string) => void;

/** How to run one kind of service. Starting, monitoring and stopping are the same for all kinds. */
export type ServiceDefinition = {
  readonly name: ServiceName;
  /** The name of the service in messages. */
  readonly title: string;
  /** Contains the data, `server.log` and `process.json`. */
  readonly folder: string;
  command(port: number): Command;
  url(port: number): string;
  /** Called before every launch. `lastPid` is the process that used the data last; it has ended. */
  beforeStart?(lastPid: number | undefined): void;
  /** Resolves when the service answers. Must give up when `ended` reports that its process has ended. */
  waitUntilReady(url: string, ended: AbortSignal, stdout: Readable | null): Promise<void>;
};
