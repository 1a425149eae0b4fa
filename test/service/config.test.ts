import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { perQuota, quotaDefaults } from '../../src/events/schemas.ts';
import { maxLanes } from '../../src/projections/core/lanes.ts';
import { loadConfig } from '../../src/service/load-config.ts';
import { configErrors, invalidInProduction, invalidVariables, production } from '../support/configuration.ts';

describe('the configuration', () => {
  it('has defaults for every variable outside production', () => {
    const { config, secrets } = loadConfig({});
    expect(config).to.deep.include({
      environment: 'dev',
      adminEmail: 'system.admin@example.com',
      cookieSecure: false,
      corsOrigins: [],
      trustedProxies: [],
      allowedHosts: [],
      quotas: perQuota((kind) => quotaDefaults[kind].limit),
      importDirectBytes: 1_048_576,
      inFlight: { requests: 4, waitingRequests: 50, uploads: 2, live: 4 },
      passwordTurns: { perAccount: 2, perAddress: 10 },
      rates: {
        signInAccount: 10,
        ownPassword: 10,
        signInAddress: 100,
        signUp: 100,
        refresh: 300,
        passwordReset: 30,
        personalToken: 300,
        appRequest: 300,
        appRegistration: 20,
        assistantWrites: 30,
        assistantWorkouts: 24,
        appWrites: 600,
        appWorkouts: 500,
      },
    });
    expect(secrets).to.deep.equal({ masterKey: undefined, jwtPrivateKey: undefined });
  });

  it('allows any host name in production unless ALLOWED_HOSTS lists them', () => {
    expect(loadConfig(production).config.allowedHosts).to.equal(null);
    const env = { ALLOWED_HOSTS: 'app.example.com, [2001:db8::1],xn--bcher-kva.example' };
    const expected = ['app.example.com', '[2001:db8::1]', 'xn--bcher-kva.example'];
    expect(loadConfig({ ...production, ...env }).config.allowedHosts).to.deep.equal(expected);
    expect(loadConfig(env).config.allowedHosts).to.deep.equal(expected);
    for (const entry of ['*', '', 'App.example.com', 'app.example.com:443', 'https://app.example.com', 'a/b', 'x.']) {
      expect(invalidVariables({ ALLOWED_HOSTS: `good.example.com,${entry}` }), entry).to.deep.equal(['ALLOWED_HOSTS']);
    }
  });

  it('treats an empty variable as missing', () => {
    expect(loadConfig({ PORT: '', CORS_ORIGINS: '', JWT_PRIVATE_KEY: '' }).config.port).to.equal(3000);
  });

  it('reads lists, rates and the email address of the administrator', () => {
    const { config } = loadConfig({
      CORS_ORIGINS: 'https://app.example.com, http://localhost:5173,https://xn--bcher-kva.example',
      TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,2001:db8::1 , uniquelocal',
      RATE_SIGN_UP: '0',
      RATE_REFRESH: '1000',
      ADMIN_EMAIL: ' Head.Coach@Bücher.example.org ',
    });
    expect(config.corsOrigins).to.deep.equal([
      ...['https://app.example.com', 'http://localhost:5173', 'https://xn--bcher-kva.example'],
    ]);
    expect(config.trustedProxies).to.deep.equal(['loopback', '10.0.0.0/8', '2001:db8::1', 'uniquelocal']);
    expect(config.rates).to.include({ signUp: 0, refresh: 1000 });
    expect(config.adminEmail).to.equal('head.coach@bücher.example.org');
  });

  it('accepts every number of lanes that an existing database can be changed to', () => {
    for (const lanes of [1, maxLanes]) expect(loadConfig({ LANES: String(lanes) }).config.lanes).to.equal(lanes);
    for (const lanes of [0, maxLanes + 1]) expect(configErrors({ LANES: String(lanes) })[0]).to.include('LANES');
  });

  for (const entry of [
    ...['*', 'null', 'app.example.com', 'https://', 'https://app.example.com/', 'https://app.example.com/path'],
    ...['https://App.example.com', 'https://app.example.com:443', 'https://user@app.example.com', 'ftp://example.com'],
    ...['https://app.example.com?x', 'https://*.example.com', 'https://a.example.com https://b.example.com', ''],
  ]) {
    it(`refuses "${entry}" as an origin`, () => {
      const problems = configErrors({ CORS_ORIGINS: `https://good.example.com,${entry}` });
      expect(problems).to.have.lengthOf(1);
      expect(problems[0]).to.include(`CORS_ORIGINS: "${entry}" is not an origin`);
    });
  }

  for (const entry of [
    ...['*', 'true', '1', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0', '300.1.1.1', 'proxy.example.com', 'all', ''],
    ...['10.0.0.0/8.5', '::1/x', '::1.2.3.4'],
  ]) {
    it(`refuses "${entry}" as a trusted proxy`, () => {
      const problems = configErrors({ TRUSTED_PROXIES: `loopback,${entry}` });
      expect(problems).to.have.lengthOf(1);
      expect(problems[0]).to.include(`TRUSTED_PROXIES: "${entry}" is not`);
    });
  }

  it('reports every invalid entry of a list', () => {
    const env = { CORS_ORIGINS: '*,https://good.example.com,null', TRUSTED_PROXIES: 'x,y', RATE_REFRESH: '-1' };
    const twice = ['CORS_ORIGINS', 'CORS_ORIGINS', 'TRUSTED_PROXIES', 'TRUSTED_PROXIES'];
    expect(invalidVariables(env)).to.deep.equal([...twice, 'RATE_REFRESH']);
  });

  describe('signing keys', () => {
    const key = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'jwk' });
    const wrong: Readonly<Record<string, unknown>> = {
      'another curve': other,
      'an Ed25519 key': generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
      'a public key': { ...key(), d: undefined },
      'private and public parts that do not match': { ...key(), d: key().d },
      'an empty set': { keys: [] },
      'a set with one wrong key': { keys: [key(), other] },
    };
    for (const [title, value] of Object.entries(wrong)) {
      it(`refuses ${title} as the signing key in every environment`, () => {
        const text = JSON.stringify(value);
        expect(invalidVariables({ JWT_PRIVATE_KEY: text })).to.deep.equal(['JWT_PRIVATE_KEY']);
        expect(invalidInProduction({ JWT_PRIVATE_KEY: text })).to.deep.equal(['JWT_PRIVATE_KEY']);
      });
    }

    it('accepts a signing key or a set of signing keys', () => {
      for (const value of [key(), { keys: [key()] }, { keys: [key(), { ...key(), kid: 'mine', use: 'sig' }] }]) {
        expect(invalidInProduction({ JWT_PRIVATE_KEY: JSON.stringify(value) })).to.deep.equal([]);
      }
    });

    it('quotes no part of a refused secret', () => {
      const { d = '', x = '' } = key();
      for (const text of [d, `{"d":"${d}"`, JSON.stringify({ kty: 'EC', crv: 'P-521', d, x })]) {
        for (const env of [{ JWT_PRIVATE_KEY: text, MASTER_KEY: d.slice(0, 20) }, production]) {
          const message = configErrors({ ...env, JWT_PRIVATE_KEY: text }).join();
          expect(message).to.include('JWT_PRIVATE_KEY');
          expect(message).not.to.include(d.slice(0, 8));
        }
      }
    });
  });

  it('lists all missing, guessable and invalid variables at once in production', () => {
    const missing = ['EVENTSTORE_URL', 'DATABASE_URL', 'REDIS_URL', 'MASTER_KEY', 'JWT_PRIVATE_KEY', 'ADMIN_EMAIL'];
    const bare = configErrors({ APP_ENVIRONMENT: 'production' });
    expect(bare).to.deep.equal(missing.map((name) => `${name}: is required in production`));
    const all = invalidInProduction({
      PORT: 'http',
      EVENTSTORE_URL: '',
      DATABASE_URL: 'postgres://u:hunter postgres@db:port/x',
      REDIS_URL: 'redis://redis',
      MASTER_KEY: Buffer.alloc(32).toString('base64'),
      JWT_PRIVATE_KEY: 'nonsense',
      ADMIN_EMAIL: 'system.admin@example.com',
      COOKIE_SECURE: 'off',
      CORS_ORIGINS: 'http://a.example.com,https://b.example.com/,*',
      TRUSTED_PROXIES: '*',
      RATE_SIGN_UP: 'often',
      LOG_LEVEL: 'loud',
    });
    expect([...new Set(all)].sort()).to.deep.equal(
      [...missing, 'PORT', 'COOKIE_SECURE', 'CORS_ORIGINS', 'TRUSTED_PROXIES', 'RATE_SIGN_UP', 'LOG_LEVEL'].sort(),
    );
    expect(all.filter((name) => name === 'CORS_ORIGINS')).to.have.lengthOf(3);
  });

  it('quotes no password of a refused URL', () => {
    const message = configErrors({
      ...production,
      DATABASE_URL: 'postgres://u:hunter2 x@db:port/x',
      REDIS_URL: 'http://:hunter2@r',
    });
    expect(message).to.have.lengthOf(2);
    expect(message.join()).not.to.include('hunter2');
  });
});
