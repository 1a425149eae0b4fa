import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { freeSocket } from '../../cli/processes/free-socket.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { loadConfig } from '../../src/service/load-config.ts';
import { listen } from '../../src/service/processes/listen.ts';

describe('a Unix socket of the API', () => {
  let folder: string;
  let socket: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'irontrack-socket-'));
    socket = join(folder, 'api.sock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const start = async () => {
    const server = createHttpServer((_req, res) => res.end('over a socket'));
    const address = await listen(server, loadConfig({ HTTP_SOCKET: socket }).config);
    return { server, address };
  };
  const refusal = () => freeSocket(socket).catch(({ message }: Error) => message);

  it('answers its user and its group only', async () => {
    const { server, address } = await start();
    expect(address).to.equal(`unix:${socket}`);
    expect(statSync(socket).mode & 0o777).to.equal(0o660);
    const sent = request({ socketPath: socket, path: '/', agent: false }).end();
    const [response] = await once(sent, 'response');
    expect(response.statusCode).to.equal(200);
    response.resume();
    server.close();
    await once(server, 'close');
  });

  it('is not taken from a process that listens on it', async () => {
    const { server } = await start();
    expect(await refusal()).to.equal(`HTTP_SOCKET: another process listens on ${socket}.`);
    server.close();
    await once(server, 'close');
  });

  it('is never another file', async () => {
    writeFileSync(socket, 'a letter');
    expect(await refusal()).to.equal(`HTTP_SOCKET: ${socket} is a file, and no socket.`);
  });

  it('is free when there is none', async () => {
    expect(await refusal()).to.equal(undefined);
  });
});
