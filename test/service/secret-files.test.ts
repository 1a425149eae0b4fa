import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readSecretFiles, secretVariables } from '../../src/service/secret-files.ts';

describe('secrets in files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'irontrack-secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const fileWith = (text: string) => {
    writeFileSync(join(folder, 'secret'), text);
    return join(folder, 'secret');
  };

  for (const name of secretVariables) {
    it(`gives ${name} the content of the file ${name}_FILE without its last line break`, () => {
      expect(readSecretFiles({ PORT: '1', [`${name}_FILE`]: fileWith('a secret \n') })).to.deep.equal({
        PORT: '1',
        [name]: 'a secret ',
      });
    });
  }

  it('leaves other variables as they are, also those that end in _FILE', () => {
    const env = { PORT: '1', PORT_FILE: '/nowhere', MASTER_KEY: 'a key' };
    expect(readSecretFiles({ ...env, MASTER_KEY_FILE: '' })).to.deep.equal(env);
  });

  it('names every file that is missing, empty, or given beside the variable, without their contents', () => {
    const env = {
      DATABASE_URL: 'postgres://secret@host/database',
      DATABASE_URL_FILE: fileWith(''),
      REDIS_URL_FILE: join(folder, 'missing'),
      MASTER_KEY_FILE: fileWith('\n'),
      JWT_PRIVATE_KEY_FILE: folder,
    };
    expect(() => readSecretFiles(env)).to.throw(
      [
        'The configuration is invalid:',
        '  DATABASE_URL_FILE: DATABASE_URL is set too; remove one of them',
        '  REDIS_URL_FILE: the file cannot be read (ENOENT)',
        '  MASTER_KEY_FILE: the file is empty',
        '  JWT_PRIVATE_KEY_FILE: the file cannot be read (EISDIR)',
      ].join('\n'),
    );
  });
});
