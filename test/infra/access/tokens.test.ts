import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { generateJwk, readSigningKeys } from '../../../src/infra/access/tokens.ts';

describe('signing keys', () => {
  it('are read from a key or a set, in its order', () => {
    const [first, second] = [generateJwk(), generateJwk()];
    const set = JSON.stringify({ keys: [JSON.parse(first), JSON.parse(second)] });
    const kids = [first, second].map((text) => readSigningKeys(text)[0].kid);
    expect(readSigningKeys(set).map(({ kid }) => kid)).to.deep.equal(kids);
  });

  it('are refused when their halves do not belong together: nobody could sign in by them', () => {
    const { d } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    expect(() => readSigningKeys(JSON.stringify({ ...JSON.parse(generateJwk()), d }))).to.throw(/halves/);
  });
});
