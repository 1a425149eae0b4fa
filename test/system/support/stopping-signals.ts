import { EventEmitter } from 'node:events';

/** Signals of a command to which a signal, by default that of Ctrl-C, is sent as soon as it listens for signals. */
export function stoppingSignals(signal: NodeJS.Signals = 'SIGINT'): EventEmitter {
  const signals = new EventEmitter();
  signals.on('newListener', () => setImmediate(() => signals.emit(signal)));
  return signals;
}
