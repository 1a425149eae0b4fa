import { expect } from 'chai';
import { createRequestLimits } from '../../src/infra/local/request-limits.ts';
import { type Answer, type Client, problem } from './support/client.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';

describe('the general limit of requests', () => {
  const the = useApp();
  let athlete: Client;
  beforeEach(async () => {
    athlete = await the.person();
    the.app.change({
      requestLimits: createRequestLimits({ account: 3, address: 2 }),
      config: { ...httpConfig, trustedProxies: ['loopback'] },
    });
  });
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const limitsOf = ({ headers }: Answer) => [headers.get('ratelimit-policy'), headers.get('ratelimit')];

  it('counts the requests of an account from any address, and says how many remain', async () => {
    for (const [number, remaining] of [2, 1, 0].entries()) {
      const answer = await athlete.get('/access/me', from(`203.0.113.${number}`));
      expect(answer.status).to.equal(200);
      expect(limitsOf(answer)[0]).to.equal('"account";q=3;w=60');
      expect(limitsOf(answer)[1]).to.match(new RegExp(`^"account";r=${remaining};t=(59|60)$`));
    }
    const refused = await athlete.get('/training-sessions', from('203.0.113.9'));
    problem(refused, 429, 'too-many-requests');
    expect(Number(refused.headers.get('retry-after'))).to.be.within(1, 60);
    expect(limitsOf(refused)[1]).to.match(/^"account";r=0;/);
    const stranger = await the.person('stranger@example.com');
    expect((await stranger.get('/access/me')).status).to.equal(200);
  });

  it('counts requests without an account by their address, whatever refuses them', async () => {
    const ask = async (path: string, address: string) => (await the.anyone.get(path, from(address))).status;
    expect([await ask('/access/me', '203.0.113.1'), await ask('/nothing', '203.0.113.1')]).to.deep.equal([401, 404]);
    expect(await ask('/problems/validation', '203.0.113.1')).to.equal(429);
    expect(await ask('/nothing', '203.0.113.1')).to.equal(429);
    expect(await ask('/problems/validation', '203.0.113.2')).to.equal(200);
    const post = { method: 'POST', raw: '{', headers: { 'content-type': 'application/json', ...from('203.0.113.3') } };
    const statuses = [];
    for (let number = 0; number < 3; number += 1) {
      statuses.push((await the.anyone.ask('/access/signup', post)).status);
    }
    expect(statuses).to.deep.equal([422, 422, 429]);
  });

  it('never refuses a health probe', async () => {
    for (let number = 0; number < 4; number += 1) {
      const answer = await the.anyone.get('//ping');
      expect(answer.status).to.equal(200);
      expect(limitsOf(answer)[0]).to.equal('"address";q=2;w=60');
    }
  });
});
