import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { loadConfig } from '../../src/service/load-config.ts';
import { configErrors, hex, invalidInProduction, invalidVariables, production } from '../support/configuration.ts';

describe('the production rules', () => {
  it('accepts secrets created as the documentation says', () => {
    expect(configErrors(production)).to.deep.equal([]);
    const { config } = loadConfig(production);
    expect(config).to.include({ cookieSecure: true, adminEmail: production.ADMIN_EMAIL });
  });

  it('accepts random master keys of any length and encoding', () => {
    for (let turn = 0; turn < 200; turn += 1) {
      const bytes = createHash('sha512')
        .update(`${turn}`)
        .digest()
        .subarray(turn % 33);
      for (const encoding of ['base64', 'base64url', 'hex'] as const) {
        expect(invalidInProduction({ MASTER_KEY: bytes.toString(encoding) })).to.deep.equal([]);
      }
    }
  });

  const predictable = {
    'equal bytes': Buffer.alloc(32, 7),
    'bytes in order': Buffer.from(Array.from({ length: 64 }, (_, index) => index)),
    'bytes in steps': Buffer.from(Array.from({ length: 64 }, (_, index) => 255 - index * 3)),
    'a short repeated text': Buffer.concat(Array.from({ length: 4 }, () => Buffer.from('8bytes!?'))),
    'half of a key twice': Buffer.concat([hex(), hex()].map((text) => Buffer.from(text, 'hex').subarray(0, 16))),
  };
  for (const [title, bytes] of Object.entries(predictable)) {
    it(`refuses a master key of ${title}`, () => {
      expect(invalidInProduction({ MASTER_KEY: bytes.toString('base64') })).to.deep.equal(['MASTER_KEY']);
      expect(invalidVariables({ MASTER_KEY: bytes.toString('base64') })).to.deep.equal([]);
    });
  }
  const phrases = [
    'correct horse battery staple purple monkey dishwasher',
    'CorrectHorseBatteryStaplePurpleMonkeyDishwasher',
    'the-quick-brown-fox-jumps-over-the-lazy-dog-2026',
    'MY SECRET MASTER KEY FOR THE TRAINING SERVICE OF OUR CLUB',
    'mySuperSecretMasterKeyForProduction2026Kettlebell',
  ];
  for (const text of phrases) {
    it(`refuses the pass phrase ${text} as a master key`, () => {
      expect(invalidVariables({ MASTER_KEY: text })).to.deep.equal([]);
      expect(invalidInProduction({ MASTER_KEY: text })).to.deep.equal(['MASTER_KEY']);
    });
  }

  for (const text of ['changeme'.repeat(8), '0123456789abcdef'.repeat(4), 'A'.repeat(64)]) {
    it(`refuses the master key ${text}`, () => {
      expect(invalidInProduction({ MASTER_KEY: text })).to.deep.equal(['MASTER_KEY']);
    });
  }

  it('refuses a master key that is too short or not base64 in every environment', () => {
    for (const text of [
      createHash('sha256').update('x').digest().subarray(1).toString('base64'),
      'ein Satz mit genug Zeichen, aber kein base64 (wirklich)',
    ]) {
      expect(invalidVariables({ MASTER_KEY: text })).to.deep.equal(['MASTER_KEY']);
      expect(invalidInProduction({ MASTER_KEY: text })).to.deep.equal(['MASTER_KEY']);
    }
  });

  it('refuses a signing key that a standard prints as an example', () => {
    const example = {
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
      d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
    };
    expect(invalidVariables({ JWT_PRIVATE_KEY: JSON.stringify(example) })).to.deep.equal([]);
    expect(invalidInProduction({ JWT_PRIVATE_KEY: JSON.stringify(example) })).to.deep.equal(['JWT_PRIVATE_KEY']);
  });

  const addresses: Readonly<Record<string, Readonly<{ refused: readonly string[]; accepted: readonly string[] }>>> = {
    DATABASE_URL: {
      refused: [
        ...['postgres://db/irontrack', 'postgres://irontrack@db/irontrack', 'postgres://irontrack:@db/irontrack'],
        ...['postgres://u:postgres@db/x', 'postgres://u:Password@db/x', 'postgres://u:irontrack@db/x'],
        ...['postgres://u:x@db/x', 'postgres://u:q7%26Kz9w@db/x', 'postgres://u:aaaaaaaaaaaa@db/x'],
        ...['postgres://u:qwertyuiop@db/x', 'postgres://u:Password123@db/x'],
        ...['postgresql://u:change%6De@db/x', 'postgres://ada:ada@db/x', 'postgres://u:123456@db/x'],
        ...['postgres://u@db/x?password=kept-elsewhere', 'mysql://u:s3cret-enough@db/x', 'postgres://u:a b@db:x/y'],
      ],
      accepted: [
        ...['postgres://u:s3cret-enough@db:5432/x', 'postgres://u:p%40ss%2Fword-of-mine@db/x?sslmode=require'],
        ...['postgres://u@db/x?sslcert=/c.pem&sslkey=/k.pem', 'postgres://u@%2Fvar%2Frun%2Fpostgresql/x'],
        ...['postgres:///x?host=/var/run/postgresql'],
      ],
    },
    REDIS_URL: {
      refused: [
        ...['redis://redis:6379', 'redis://:@redis', 'redis://:redis@redis', 'rediss://default:changeme@redis/0'],
        ...['redis://:foobared@redis', 'redis://only-a-name@redis', 'redis://ada:ada@redis', 'http://redis'],
      ],
      accepted: [
        ...['redis://:s3cret-enough@redis', 'rediss://ada:s3cret-enough@redis:6380/1'],
        ...['redis://redis?password=s3cret-enough', 'redis://localhost?path=/run/redis.sock'],
      ],
    },
    EVENTSTORE_URL: {
      refused: [
        ...['esdb://admin:changeit@es:2113', 'esdb+discover://ops:OPS@es1:2113,es2:2113', 'esdb://admin:@es:2113'],
        ...['http://es:2113'],
      ],
      accepted: ['esdb://es:2113?tls=false', 'kurrentdb+discover://ops:s3cret-enough@es1:2113,es2:2113?tls=true'],
    },
  };
  for (const [name, { refused, accepted }] of Object.entries(addresses)) {
    for (const url of refused) {
      it(`refuses ${url}`, () => expect(invalidInProduction({ [name]: url })).to.deep.equal([name]));
    }
    for (const url of accepted) {
      it(`accepts ${url}`, () => expect(invalidInProduction({ [name]: url })).to.deep.equal([]));
    }
  }

  it('refuses cookies without Secure, origins without TLS, and the default email address of the administrator', () => {
    for (const off of ['false', '0', 'no', 'off']) {
      expect(invalidInProduction({ COOKIE_SECURE: off })).to.deep.equal(['COOKIE_SECURE']);
    }
    expect(invalidInProduction({ COOKIE_SECURE: 'true' })).to.deep.equal([]);
    expect(invalidInProduction({ CORS_ORIGINS: 'http://a.example.com,https://b.example.com' })).to.deep.equal([
      'CORS_ORIGINS',
    ]);
    for (const email of ['system.admin@example.com', 'System.Admin@EXAMPLE.com', 'no-address', 'admin@localhost', '']) {
      expect(invalidInProduction({ ADMIN_EMAIL: email })).to.deep.equal(['ADMIN_EMAIL']);
    }
  });
});
