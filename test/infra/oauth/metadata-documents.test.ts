import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createAppGrants } from '../../../src/infra/access/app-grants.ts';
import { appNameOf } from '../../../src/infra/oauth/app-name.ts';
import { createAuthorizationServer } from '../../../src/infra/oauth/authorization-server.ts';
import { createFetchDocument } from '../../../src/infra/oauth/fetch-document.ts';
import { networksOf } from '../../../src/infra/webhooks/addresses.ts';
import { SendFailure } from '../../../src/infra/webhooks/send-failure.ts';
import { useDatabase, useRedis } from '../../support/databases.ts';
import { type Receiver, startReceiver, withStatus } from '../webhooks/support/receiver.ts';

describe('the metadata document of an app', () => {
  const database = useDatabase();
  const cache = useRedis();
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver[Symbol.asyncDispose]());

  const fetchFrom = (addresses: readonly string[], allowed = ['127.0.0.0/8']) =>
    createFetchDocument({ networks: networksOf(allowed), timeoutMs: 2_000, resolve: async () => addresses })(
      receiver.url.replace('127.0.0.1', 'app.example.com'),
    );

  const failed = (fetched: Promise<Response>) => fetched.then(() => null, String);

  it('is fetched from an allowed address, without following redirects', async () => {
    receiver.answer((_, response) => void response.writeHead(200, { 'cache-control': 'max-age=60' }).end('{"a":1}'));
    const found = await fetchFrom(['127.0.0.1']);
    expect([await found.json(), found.headers.get('cache-control')]).to.deep.equal([{ a: 1 }, 'max-age=60']);
    receiver.answer(withStatus(302, { location: receiver.url }));
    expect(await failed(fetchFrom(['127.0.0.1']))).to.match(/another status/);
    expect(receiver.received).to.have.lengthOf(2);
  });

  it('is refused when it is large', async () => {
    receiver.answer((_, response) => void response.writeHead(200).end('x'.repeat(6_000)));
    expect(await failed(fetchFrom(['127.0.0.1']))).to.match(/too large/);
  });

  it('makes an app known by its address, with the rules of registered apps', async () => {
    const clientId = 'https://barpath.example/client.json';
    const document = { client_id: clientId, client_name: 'Bar Path', redirect_uris: ['https://barpath.example/back'] };
    await using server = await startServer({ ...document, token_endpoint_auth_method: 'none' });
    const ask = (parameters = {}) =>
      server.authorize({ client_id: clientId, redirect_uri: 'https://barpath.example/back', ...parameters });
    const answer = await ask();
    expect([answer.status, answer.headers.get('location')?.slice(0, 15)]).to.deep.equal([303, '/oauth/consent/']);
    expect((await ask({ redirect_uri: 'https://evil.example/' })).status).to.equal(400);
    expect((await ask({ client_id: 'https://barpath.example/other.json' })).status).to.equal(400);
  });

  it('is not fetched from a private address, whatever its name is', async () => {
    for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', 'fd00::1', '::ffff:127.0.0.1']) {
      const refusal = await fetchFrom([address], []).catch((error: unknown) => error);
      expect(refusal, address).to.be.instanceOf(SendFailure);
    }
    expect(receiver.received).to.deep.equal([]);
  });

  /** Starts an authorization server for which each app has this document. */
  async function startServer(document: object) {
    const issuer = 'http://127.0.0.1';
    const server = createAuthorizationServer({
      ...{ issuer, resources: [`${issuer}/api/v1`], db: database.db, redis: cache.redis },
      appGrants: createAppGrants({ db: database.db, revoke: async () => {} }),
      isHolderActive: async () => true,
      fetchDocument: async () => new Response(JSON.stringify(document)),
      errorPage: (code) => code,
      logger: { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} },
    });
    const listening = createServer((req, res) => void server.answer(req, res)).listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const { port } = listening.address() as AddressInfo;
    const pkce = { code_challenge: 'A'.repeat(43), code_challenge_method: 'S256' };
    return {
      authorize: (parameters: Readonly<Record<string, string>>) => {
        const query = new URLSearchParams({ response_type: 'code', scope: 'read', ...pkce, ...parameters });
        return fetch(`http://127.0.0.1:${port}/oauth/authorize?${query}`, { redirect: 'manual' });
      },
      [Symbol.asyncDispose]: async () => {
        listening.closeAllConnections();
        listening.close();
      },
    };
  }

  it('gives the app a name without hidden characters, or that of its host', () => {
    expect(appNameOf(' Bar\u202e \u200bPath\n', 'x')).to.equal('Bar Path');
    expect(appNameOf('x'.repeat(100), 'x')).to.have.lengthOf(60);
    expect(appNameOf('\u200b', 'https://barpath.example/client.json')).to.equal('barpath.example');
    expect(appNameOf(undefined, 'x')).to.equal('An app without a name');
  });
});
