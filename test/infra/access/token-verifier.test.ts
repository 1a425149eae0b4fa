import type { KeyObject } from 'node:crypto';
import { mock } from 'node:test';
import { expect } from 'chai';
import fc from 'fast-check';
import type { VerifyOptions } from 'jsonwebtoken';
import type { AccountId, AuthSessionId } from '../../../src/events/ids.ts';
import { createTokenVerifier } from '../../../src/infra/access/token-verifier.ts';
import { createTokens, generateJwk, readSigningKeys } from '../../../src/infra/access/tokens.ts';
import { athlete } from '../../support/specification.ts';

const life = 1_800;
const issuedAt = Math.floor(Date.now() / 1_000);
const keys = readSigningKeys(generateJwk());
const tokens = createTokens(keys, life, life);
const pairOf = (sub: AccountId) =>
  tokens.sign(
    {
      ...{ account: sub, authSession: sub as string as AuthSessionId, generation: 0, issuedAt },
      ...{ accessId: sub, refreshId: sub },
    },
    'ada@example.com',
  );
const optionsOf = (typ: 'access' | 'refresh'): VerifyOptions => ({
  algorithms: ['ES256'],
  ...{ issuer: 'irontrack', audience: `irontrack:${typ}` },
});
const options = optionsOf('access');

describe('the verifier of tokens', () => {
  const { access } = pairOf(athlete);
  let verifier: ReturnType<typeof createTokenVerifier>;
  beforeEach(() => {
    verifier = createTokenVerifier(keys);
  });

  const verdict = (token: string, key: KeyObject | null = verifier.keyOf(token), meant = options): string => {
    if (!key) return 'no key';
    let said = 'nothing';
    verifier.verify(token, key, meant, (error, claims) => {
      said = error ? error.name : (claims as { sub: string }).sub;
    });
    return said;
  };

  it('says the same of a token each time', () => {
    for (let time = 0; time < 3; time += 1) expect(verdict(access)).to.equal(athlete);
  });

  it('gives the same claims to all who ask, which nobody can change', () => {
    const given: unknown[] = [];
    for (let time = 0; time < 3; time += 1) {
      verifier.verify(access, keys[0].publicKey, options, (_error, claims) => given.push(claims));
    }
    expect(given[1]).to.equal(given[2]);
    expect(given[1]).to.deep.equal(given[0]);
    expect(Object.isFrozen(given[1])).to.equal(true);
  });

  it('believes no token that differs from a good one anywhere, however often the good one was seen', () => {
    const another = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= ');
    fc.assert(
      fc.property(fc.nat(access.length - 1), another, (place, letter) => {
        const forged = access.slice(0, place) + letter + access.slice(place + 1);
        // The last letter of a signature has bits that say nothing.
        fc.pre(forged !== access && place < access.length - 1);
        expect(verdict(access)).to.equal(athlete);
        expect(verdict(forged)).to.be.oneOf(['no key', 'JsonWebTokenError', 'SyntaxError']);
        expect(verdict(access)).to.equal(athlete);
      }),
      { numRuns: 500 },
    );
  });

  it('believes a good token for nothing but what it was made for, nor by another key', () => {
    expect(verdict(access)).to.equal(athlete);
    expect(verdict(access, keys[0].publicKey, optionsOf('refresh'))).to.equal('JsonWebTokenError');
    expect(verdict(access, readSigningKeys(generateJwk())[0].publicKey)).to.equal('JsonWebTokenError');
    expect(verdict(access)).to.equal(athlete);
    expect(createTokenVerifier(readSigningKeys(generateJwk())).keyOf(access)).to.equal(null);
  });

  it('believes no token that has expired since it was seen', () => {
    expect(verdict(access)).to.equal(athlete);
    mock.timers.enable({ apis: ['Date'], now: (issuedAt + life - 1) * 1_000 });
    try {
      expect(verdict(access)).to.equal(athlete);
      mock.timers.setTime((issuedAt + life) * 1_000);
      expect(verdict(access)).to.equal('TokenExpiredError');
    } finally {
      mock.timers.reset();
    }
  });
});
