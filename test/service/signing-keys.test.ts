import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { generateJwk, readSigningKeys, rotations, signsWithNewest } from '../../src/infra/access/signing-keys.ts';
import { completeSecrets, replaceSecret } from '../../src/infra/local/secret-file.ts';
import { signingKeysOf } from '../../src/service/processes/signing-keys.ts';
import { eventually } from '../projections/support/eventually.ts';

const kidsOf = (keys: ReturnType<typeof readSigningKeys> | readonly { kid: string }[]) => keys.map(({ kid }) => kid);

describe('rotating the keys that sign tokens', () => {
  it('in steps: a new key verifies first, then signs, and the old one ends at last', () => {
    const first = generateJwk();
    const [old] = kidsOf(readSigningKeys(first));
    const added = rotations.add(first);
    const [signs, verifies] = kidsOf(readSigningKeys(added));
    expect(signs).to.equal(old);
    const promoted = rotations.promote(added);
    expect(kidsOf(readSigningKeys(promoted))).to.deep.equal([verifies, old]);
    expect(kidsOf(readSigningKeys(rotations.retire(promoted)))).to.deep.equal([verifies]);
  });

  it('in steps: also a set that no step has made, and one key after the other', () => {
    const rotatedTwice = rotations.promote(rotations.add(rotations.promote(rotations.add(generateJwk()))));
    expect(signsWithNewest(rotatedTwice)).to.equal(true);
    const handmade = JSON.stringify({ keys: [JSON.parse(generateJwk()), JSON.parse(generateJwk())] });
    expect(signsWithNewest(handmade)).to.equal(undefined);
    const [signs, verifies] = kidsOf(readSigningKeys(handmade));
    expect(kidsOf(readSigningKeys(rotations.promote(handmade)))).to.deep.equal([verifies, signs]);
    expect(signsWithNewest(rotations.add(rotations.replace(rotatedTwice)))).to.equal(false);
  });

  it('in the data folder without a restart: a new key signs, and the one before it still verifies', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'irontrack-keys-'));
    const stop = new AbortController();
    const secrets = completeSecrets({ masterKey: undefined, jwtPrivateKey: undefined }, dataDir);
    const keys = signingKeysOf(secrets, { dataDir }, stop.signal);
    const [old] = kidsOf(keys);
    replaceSecret(dataDir, { jwtPrivateKey: rotations.replace(secrets.jwtPrivateKey) });
    await eventually(async () => expect(keys).to.have.length(2));
    expect(kidsOf(keys)[1]).to.equal(old);
    expect(kidsOf(keys)[0]).not.to.equal(old);
    replaceSecret(dataDir, { jwtPrivateKey: 'no key' });
    replaceSecret(dataDir, { jwtPrivateKey: rotations.retire(secrets.jwtPrivateKey) });
    await eventually(async () => expect(kidsOf(keys)).to.deep.equal([old]));
    stop.abort();
    rmSync(dataDir, { recursive: true });
  });
});
