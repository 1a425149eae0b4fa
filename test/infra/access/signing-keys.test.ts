import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { generateJwk, readSigningKeys } from '../../../src/infra/access/signing-keys.ts';

describe('signing keys', () => {
  it('reads signing keys from a JWK or from a JWK set, in the order of the set', () => {
    const [first, second] = [generateJwk(), generateJwk()];
    const set = JSON.stringify({ keys: [JSON.parse(first), JSON.parse(second)] });
    const kids = [first, second].map((text) => readSigningKeys(text)[0].kid);
    expect(readSigningKeys(set).map(({ kid }) => kid)).to.deep.equal(kids);
  });

  it('refuses a signing key whose private and public parts do not match', () => {
    const { d } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    expect(() => readSigningKeys(JSON.stringify({ ...JSON.parse(generateJwk()), d }))).to.throw(/do not match/);
  });
});
