import { connect } from 'node:tls';
import { EventStoreRefusal } from './connection-string.ts';

/** How long the node may take for a TLS handshake. */
const answerMs = 1_000;

/** Throws when the address says `tls=false` and the node nevertheless answers to TLS. */
export async function refuseIfTlsIsRequired(url: string): Promise<void> {
  const [, host, port = '2113'] = /^[a-z+]+:\/\/(?:[^@/]*@)?([^:/,?]+)(?::(\d+))?/.exec(url) ?? [];
  if (!/[?&]tls=false/i.test(url) || host === undefined) return;
  if (!(await speaksTls(host, Number(port)))) return;
  throw new EventStoreRefusal('The event store requires TLS: remove tls=false from EVENTSTORE_URL.');
}

function speaksTls(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port, rejectUnauthorized: false, ALPNProtocols: ['h2'], timeout: answerMs });
  socket.once('secureConnect', () => resolve(true));
  for (const event of ['error', 'timeout', 'close']) socket.once(event, () => resolve(false));
  return promise.finally(() => socket.destroy());
}
