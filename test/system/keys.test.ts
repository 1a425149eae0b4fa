import { expect } from 'chai';
import { readSigningKeys } from '../../src/infra/access/signing-keys.ts';
import { completeSecrets, readSecrets } from '../../src/infra/local/secret-file.ts';
import { useSystems } from '../support/system.ts';
import { expectRefusal, linesOf } from './support/ends.ts';

const settingIn = (lines: readonly string[], name: string): string =>
  new RegExp(`^${name}='?(.+?)'?$`, 'm').exec(lines.join('\n'))?.[1] ?? '';
const kidsOf = (text: string) => readSigningKeys(text).map(({ kid }) => kid);

describe('irontrack keys', () => {
  const suite = useSystems();

  it('generate prints keys that rotate replaces step by step: it adds one, lets it sign, and ends the old one', async () => {
    const dataDir = suite.folder();
    const generated = linesOf(await suite.cli(['keys', 'generate'], { dataDir }));
    expect(Buffer.from(settingIn(generated, 'MASTER_KEY'), 'base64')).to.have.length(32);
    let current = settingIn(generated, 'JWT_PRIVATE_KEY');
    const rotate = async (...args: readonly string[]) => {
      const env = { JWT_PRIVATE_KEY: current };
      current = settingIn(linesOf(await suite.cli(['keys', 'rotate', ...args], { dataDir, env })), 'JWT_PRIVATE_KEY');
      return kidsOf(current);
    };
    const expectRefused = async (option: string, reason: RegExp) => {
      const env = { JWT_PRIVATE_KEY: current };
      expectRefusal(await suite.cli(['keys', 'rotate', option], { dataDir, env }), reason);
    };
    const [old] = kidsOf(current);
    const [signs, added] = await rotate();
    expect(signs).to.equal(old);
    await expectRefused('--retire', /^--retire would remove the newest key/);
    expect(await rotate('--promote')).to.deep.equal([added, old]);
    await expectRefused('--promote', /^--promote: the newest key signs already/);
    expect(await rotate('--retire')).to.deep.equal([added]);
    await expectRefused('--promote', /^--promote: JWT_PRIVATE_KEY has one key/);
  });

  it('rotate replaces the key in the data folder at once, and keeps the one before until --retire', async () => {
    const dataDir = suite.folder();
    const { jwtPrivateKey } = completeSecrets({ masterKey: undefined, jwtPrivateKey: undefined }, dataDir);
    const [old] = kidsOf(jwtPrivateKey);
    const url = 'redis://127.0.0.1:1';
    const env = {
      EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false',
      DATABASE_URL: 'postgres://127.0.0.1:1/x',
      REDIS_URL: url,
    };
    const rotate = (...args: readonly string[]) => suite.cli(['keys', 'rotate', ...args], { dataDir, env });
    const stored = () => kidsOf(readSecrets(dataDir).jwtPrivateKey);
    expect((await rotate()).code).to.equal(0);
    const [signs, before] = stored();
    expect(before).to.equal(old).and.not.to.equal(signs);
    expectRefusal(await rotate('--promote'), /^--promote is for JWT_PRIVATE_KEY in the environment/);
    expectRefusal(await rotate('--promote', '--retire'), /mutually exclusive/);
    expect((await rotate('--retire')).code).to.equal(0);
    expect(stored()).to.deep.equal([signs]);
  });
});
