import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import { trustProxies } from '../../src/http/middleware/trust-proxies.ts';
import { httpConfig, startTestApp } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

const from = (...addresses: readonly string[]) => ({ 'x-forwarded-for': addresses.join(', ') });

describe('the address of a client that connects to a port', () => {
  const the = useApp();
  const addressOf = async (trustedProxies: readonly string[], ...claimed: readonly string[]): Promise<unknown> => {
    the.app.change({ config: { ...httpConfig, trustedProxies } });
    await the.anyone.get('/nothing', from(...claimed));
    return the.app.lines.at(-1)?.fields.address;
  };

  it('is that of the connection, whatever the client claims', async () => {
    expect(await addressOf([], '203.0.113.7')).to.equal('127.0.0.1');
    expect(await addressOf(['192.0.2.1'], '203.0.113.7')).to.equal('127.0.0.1');
  });

  it('is what the last trusted proxy says', async () => {
    expect(await addressOf(['loopback'], '203.0.113.7')).to.equal('203.0.113.7');
    expect(await addressOf(['loopback'], '198.51.100.1', '203.0.113.7')).to.equal('203.0.113.7');
  });

  it('is not what the client claims when the connection has ended and has no address any more', () => {
    const app = express();
    trustProxies(app, { trustedProxies: ['loopback'], overSocket: false });
    expect(app.get('trust proxy fn')(undefined, 0)).to.equal(false);
  });
});

describe('the address of a client whose proxy connects to a Unix socket', () => {
  it('is what the proxy says, and nothing that the client claims', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'irontrack-trust-'));
    const socketPath = join(folder, 'api.sock');
    await using app = await startTestApp({ socket: socketPath });
    const sent = request({ socketPath, path: '/nothing', headers: from('198.51.100.1', '203.0.113.7'), agent: false });
    const [response] = await once(sent.end(), 'response');
    response.resume();
    await once(response, 'end');
    expect(app.lines.at(-1)?.fields.address).to.equal('203.0.113.7');
    rmSync(folder, { recursive: true });
  });
});
