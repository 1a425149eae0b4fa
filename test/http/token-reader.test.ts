import { mock } from 'node:test';
import { expect } from 'chai';
import type { Request, Response } from 'express';
import fc from 'fast-check';
import type { AccountId, AuthSessionId } from '../../src/events/ids.ts';
import { createTokenReader } from '../../src/http/middleware/token-reader.ts';
import { generateJwk, readSigningKeys } from '../../src/infra/access/signing-keys.ts';
import { createTokens } from '../../src/infra/access/tokens.ts';
import type { TokenClaims, TokenKind, Tokens } from '../../src/ports/tokens.ts';
import { athlete } from '../support/specification.ts';

const lifeSeconds = 1_800;
const issuedAt = Math.floor(Date.now() / 1_000);
const keys = readSigningKeys(generateJwk());
const config = { hostCookies: false };

const pairOf = (sub: AccountId, tokens: Tokens) =>
  tokens.sign(
    {
      ...{ account: sub, authSession: sub as string as AuthSessionId, generation: 0, issuedAt },
      ...{ accessId: sub, refreshId: sub },
    },
    'ada@example.com',
  );

type Read = (token: string) => Promise<TokenClaims | null>;

describe('the token reader', () => {
  let access: string;
  let read: Read;
  let readerOf: (kind: TokenKind, tokens?: Tokens) => Read;
  beforeEach(() => {
    const own = createTokens(keys, lifeSeconds, lifeSeconds);
    access = pairOf(athlete, own).access;
    readerOf = (kind, tokens = own) => {
      const reader = createTokenReader({ tokens, config }, kind);
      return (token) => reader({ cookies: { [`${kind}_token`]: token } } as Request, {} as Response);
    };
    read = readerOf('access');
  });

  it('returns the same claims each time a token is read', async () => {
    const first = await read(access);
    expect(first).to.include({ sub: athlete, jti: athlete, gen: 0, exp: issuedAt + lifeSeconds });
    for (let time = 0; time < 3; time += 1) expect(await read(access)).to.deep.equal(first);
  });

  it('returns remembered claims that no caller can change', async () => {
    await read(access);
    const [second, third] = [await read(access), await read(access)];
    expect(second).to.equal(third);
    expect(Object.isFrozen(second)).to.equal(true);
  });

  it('refuses a token that differs anywhere from a valid one, even after the valid one was read', async () => {
    const another = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= ');
    await fc.assert(
      fc.asyncProperty(fc.nat(access.length - 1), another, async (place, letter) => {
        const forged = access.slice(0, place) + letter + access.slice(place + 1);
        // Leaves out changes to the last character of the signature: it has unused bits, so that changing it may forge
        // nothing.
        fc.pre(forged !== access && place < access.length - 1);
        expect(await read(access)).to.include({ sub: athlete });
        expect(await read(forged)).to.equal(null);
        expect(await read(access)).to.include({ sub: athlete });
      }),
      { numRuns: 500 },
    );
  });

  it('refuses an access token in the refresh cookie, and a token signed with another key', async () => {
    expect(await read(access)).to.include({ sub: athlete });
    expect(await readerOf('refresh')(access)).to.equal(null);
    const foreign = createTokens(readSigningKeys(generateJwk()), lifeSeconds, lifeSeconds);
    expect(await readerOf('access', foreign)(access)).to.equal(null);
    expect(await read(pairOf(athlete, foreign).access)).to.equal(null);
    expect(await read(access)).to.include({ sub: athlete });
  });

  it('refuses a remembered token once it has expired', async () => {
    expect(await read(access)).to.include({ sub: athlete });
    mock.timers.enable({ apis: ['Date'], now: (issuedAt + lifeSeconds - 1) * 1_000 });
    try {
      expect(await read(access)).to.include({ sub: athlete });
      mock.timers.setTime((issuedAt + lifeSeconds) * 1_000);
      expect(await read(access)).to.equal(null);
    } finally {
      mock.timers.reset();
    }
  });

  it('verifies each kind with its own reader, whatever readers were made before', async () => {
    const foreign = createTokens(readSigningKeys(generateJwk()), lifeSeconds, lifeSeconds);
    readerOf('access', foreign);
    expect(await read(access)).to.include({ sub: athlete });
  });
});
