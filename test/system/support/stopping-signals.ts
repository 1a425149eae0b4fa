import { EventEmitter } from 'node:events';

/** Signals of a command to which Ctrl-C is sent as soon as it listens for signals. */
export function stoppingSignals(): EventEmitter {
  const signals = new EventEmitter();
  signals.on('newListener', () => setImmediate(() => signals.emit('SIGINT')));
  return signals;
}
