import { once } from 'node:events';
import { Agent, request } from 'node:https';
import { expect } from 'chai';
import { freePort } from '../../embedded/processes/ports.ts';
import { useOwnInstallation } from '../chaos/support/use-installation.ts';
import { clientOf, cookiesOf, password } from '../http/support/client.ts';
import { eventually } from '../projections/support/eventually.ts';
import { usePrograms } from './support/debian-programs.ts';
import { type Edge, startEdge } from './support/edge.ts';

const restarts = Number(process.env.IRONTRACK_TEST_RESTARTS ?? 10);
const least = Number(process.env.IRONTRACK_TEST_REQUESTS ?? 20_000);
const clients = 16;

const limits = {
  'rate=100r/s': 'rate=100000r/s',
  'limit_conn irontrack_connections 100': 'limit_conn irontrack_connections 1000',
};

describe('a rolling restart of serve --processes, with requests through nginx', function () {
  this.timeout(3_600_000);
  usePrograms(['nginx', 'openssl']);
  const suite = useOwnInstallation(
    { apis: 0, dispatchers: 1, workers: 1 },
    {
      env: {
        RATE_ACCOUNT: '1000000',
        RATE_ADDRESS: '1000000',
        ACCOUNT_REQUESTS: '0',
        QUOTA_UNITS: '0',
        TRUSTED_PROXIES: 'loopback',
      },
    },
  );

  it(`loses none of ${least} requests in ${restarts} restarts`, async () => {
    const port = await freePort();
    const api = suite.installation.run('serve', '--processes', '2', '--port', String(port));
    await api.prints(/^(2) processes of IronTrack are ready$/m);
    await using edge = await startEdge(port, limits);
    const cookie = await signIn(port);
    const load = startLoad(edge, cookie);
    for (let round = 1; round <= restarts; round += 1) {
      process.kill(api.pid, 'SIGUSR2');
      await api.prints(new RegExp(`(?:Each process of IronTrack is replaced[^]*){${round}}`));
    }
    await eventually(async () => expect(load.answered()).to.be.at.least(least), 3_000_000);
    const failures = await load.stop();
    expect(failures.slice(0, 10)).to.deep.equal([]);
    api.signal('SIGTERM');
    expect(await api.ended).to.include({ code: 0 });
  });
});

async function signIn(port: number): Promise<string> {
  const client = clientOf({ origin: `http://127.0.0.1:${port}` });
  const email = 'rolling@example.com';
  expect((await client.post('/access/signup', { email, password, confirmPassword: password })).status).to.equal(201);
  const raw = new URLSearchParams({ username: email, password });
  return cookiesOf(await client.ask('/access/signin', { method: 'POST', raw }));
}

/** Clients that read and write one after the other, half of them with connections that stay open. */
function startLoad(edge: Edge, cookie: string) {
  let answered = 0;
  let isStopped = false;
  const failures: string[] = [];
  const run = async (client: number): Promise<void> => {
    const agent = new Agent({ keepAlive: client % 2 === 0, maxSockets: 1, ca: edge.ca });
    for (let turn = 0; !isStopped; turn += 1) {
      const failure = await (turn % 4 === 0 ? create : read)(edge, agent, cookie).catch(String);
      answered += 1;
      if (failure) failures.push(failure);
    }
    agent.destroy();
  };
  const running = Array.from({ length: clients }, (_, client) => run(client));
  return {
    answered: () => answered,
    stop: async () => {
      isStopped = true;
      await Promise.all(running);
      return failures;
    },
  };
}

let units = 0;

/** A training unit with a name of its own. */
function nextUnit(): string {
  units += 1;
  const exercises = [{ name: 'Plank', mode: 'time', target: { seconds: 60 } }];
  return JSON.stringify({ name: `Unit ${units}`, exercises });
}

const read = (edge: Edge, agent: Agent, cookie: string) =>
  send(edge, agent, { method: 'GET', path: '/api/v1/access/me', cookie }, 200);

const create = (edge: Edge, agent: Agent, cookie: string) =>
  send(edge, agent, { method: 'POST', path: '/api/v1/training-units', cookie }, 201, nextUnit());

type Asked = Readonly<{ method: string; path: string; cookie: string }>;

/** Sends a request. Resolves to what was wrong with the answer; to an empty text if nothing was. */
async function send(
  { port }: Edge,
  agent: Agent,
  { cookie, ...asked }: Asked,
  status: number,
  body = '',
): Promise<string> {
  const headers = { cookie, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const sent = request({ host: 'localhost', family: 4, port, agent, headers, ...asked });
  sent.end(body);
  const [response] = await once(sent, 'response');
  let text = '';
  for await (const chunk of response) text += chunk;
  return response.statusCode === status
    ? ''
    : `${asked.method} ${asked.path}: ${response.statusCode} ${text.slice(0, 300)}`;
}
