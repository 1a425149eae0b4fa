import { parseEnv } from 'node:util';
import { expect } from 'chai';
import { generateJwk } from '../../src/infra/access/signing-keys.ts';
import { environment } from '../../src/service/environment.ts';
import { environmentFile } from '../../src/service/environment-file.ts';
import { loadConfig } from '../../src/service/load-config.ts';

const text = environmentFile();
/** The file with every variable set as it is shown. */
const all = parseEnv(text.replaceAll(/^#(?=[A-Z_]+=)/gm, ''));

/** What an operator fills in for production. */
const filled = {
  EVENTSTORE_URL: 'esdb://node:2113?tls=true',
  DATABASE_URL: 'postgres://irontrack:k3v9x-qz71w-88@db/irontrack',
  REDIS_URL: 'rediss://:k3v9x-qz71w-88@cache',
  MASTER_KEY: 'HXa1u4ZPMnSfVcOD5X1wZ6m9VqkAq0bQeM0qXv3k2c8=',
  JWT_PRIVATE_KEY: generateJwk(),
  ADMIN_EMAIL: 'ada@example.org',
};

describe('the file of irontrack config init', () => {
  it('has every variable once, with its default in production', () => {
    expect(Object.keys(all).sort()).to.deep.equal(Object.keys(environment.shape).sort());
    const names = [...text.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(new Set(names).size).to.equal(names.length);
    const withDefaults = loadConfig({ ...filled, APP_ENVIRONMENT: 'production' }).config;
    expect(loadConfig({ ...all, ...filled }).config).to.deep.equal(withDefaults);
  });

  it('asks for exactly what production requires', () => {
    const asked = parseEnv(text);
    expect(() => loadConfig(asked)).to.throw(/required in production/);
    expect(Object.keys({ ...asked, ...filled }).sort()).to.deep.equal(Object.keys(asked).sort());
    const { config } = loadConfig({ ...asked, ...filled });
    expect(config).to.include({ environment: 'production', adminEmail: 'ada@example.org' });
  });
});
