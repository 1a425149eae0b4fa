import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { createDrain } from '../../src/service/processes/drain.ts';
import { silentLogger } from '../projections/support/tables.ts';

describe('a server that is drained', () => {
  let server: Server;
  let agent: Agent;
  /** The responses to requests for /slow, which the test ends. */
  let slow: ServerResponse[];

  beforeEach(async () => {
    slow = [];
    agent = new Agent({ keepAlive: true, maxSockets: 1 });
    server = createServer((request, response) => {
      if (request.url === '/slow') slow.push(response);
      else response.end('answered');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    agent.destroy();
    server.closeAllConnections();
  });

  const ask = async (path: string): Promise<IncomingMessage> => {
    const { port } = server.address() as AddressInfo;
    const [response] = await once(get({ port, host: '127.0.0.1', path, agent }), 'response');
    return response;
  };
  const drainWith = (lingerMs: number) => createDrain(server, { logger: silentLogger, lingerMs });

  it('answers a request on a connection that was open, and closes the connection with the answer', async () => {
    const drain = drainWith(4_000);
    const { port } = server.address() as AddressInfo;
    await text(await ask('/'));
    const drained = drain();
    const sent = get({ port, host: '127.0.0.1', path: '/', agent });
    const [response] = await once(sent, 'response');
    expect(response.headers).to.include({ connection: 'close' });
    expect(sent.reusedSocket).to.equal(true);
    expect(await text(response)).to.equal('answered');
    await drained;
  });

  it('waits for the answer to an open request', async () => {
    const drain = drainWith(0);
    const asked = ask('/slow');
    await once(server, 'request');
    const drained = drain();
    slow[0]?.end('late');
    const response = await asked;
    expect(response.headers).to.include({ connection: 'close' });
    expect(await text(response)).to.equal('late');
    await drained;
  });

  it('closes the connections of all open requests with their answers, also after others were answered', async () => {
    agent.maxSockets = 3;
    const drain = drainWith(0);
    const first = ask('/slow');
    await once(server, 'request');
    const others = [ask('/slow'), ask('/slow')];
    while (slow.length < 3) await once(server, 'request');
    slow.shift()?.end('early');
    expect((await first).headers).to.include({ connection: 'keep-alive' });
    await text(await first);
    const open = [...others, ask('/slow')];
    while (slow.length < 3) await once(server, 'request');
    const drained = drain();
    for (const response of slow) response.end('late');
    const answers = await Promise.all(open);
    expect(answers.map(({ headers }) => headers.connection)).to.deep.equal(['close', 'close', 'close']);
    expect(await Promise.all(answers.map((answer) => text(answer)))).to.deep.equal(['late', 'late', 'late']);
    await drained;
  });

  it('closes connections without a request at once where nothing takes its place', async () => {
    const drain = drainWith(0);
    await text(await ask('/'));
    await drain();
    expect(server.listening).to.equal(false);
  });
});
