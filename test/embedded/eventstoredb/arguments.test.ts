import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readArguments } from '../../../embedded/eventstoredb/arguments.ts';
import { folderPerTest } from '../support/machine.ts';

describe('the command line of the stand-alone event store', () => {
  const folder = folderPerTest();
  const secret = (name: string, text: string): string => {
    const path = join(folder(), name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const errorOf = (...args: string[]): string => {
    try {
      readArguments(['--file', ':memory:', ...args]);
      return 'accepted';
    } catch (error) {
      return String(error);
    }
  };

  it('takes users, TLS, a token, the advertised address and the limit of an append', () => {
    const files = ['--users', secret('users', 'admin:a:b\nops:c\n'), '--token-file', secret('token', 'sesame\n')];
    const tls = ['--tls-key', secret('key', 'KEY'), '--tls-certificate', secret('certificate', 'CERTIFICATE')];
    const others = ['--advertise', '[::1]:2113', '--max-append-size', '4096', '--append-only', '--port', '2113'];
    expect(readArguments(['--file', 'log.db', ...files, ...tls, ...others])).to.deep.equal({
      file: 'log.db',
      host: '127.0.0.1',
      port: 2113,
      tied: false,
      appendOnly: true,
      maxAppendSize: 4096,
      advertise: { host: '::1', port: 2113 },
      credentials: { users: { admin: 'a:b', ops: 'c' }, token: 'sesame' },
      tls: { key: 'KEY', certificate: 'CERTIFICATE' },
    });
  });

  it('names the argument that is invalid', () => {
    const users = secret('users', 'admin');
    const tls = ['--tls-key', secret('key', 'KEY'), '--tls-certificate', secret('certificate', 'CERTIFICATE')];
    expect(errorOf('--advertise', 'somewhere')).to.contain('--advertise somewhere is not HOST:PORT');
    expect(errorOf('--max-append-size', '0')).to.contain('--max-append-size 0 is not a number from 1');
    expect(errorOf('--port', '65536')).to.contain('--port 65536 is not a number from 0');
    expect(errorOf('--users', users)).to.contain('--users needs TLS');
    expect(errorOf('--users', users, ...tls)).to.contain('needs a line NAME:PASSWORD');
    expect(errorOf('--tls-key', 'key')).to.contain('TLS needs --tls-key and --tls-certificate');
  });

  it('refuses a file with secrets that other users of the machine can read', () => {
    const token = secret('token', 'sesame');
    chmodSync(token, 0o640);
    expect(errorOf('--token-file', token)).to.contain(`--token-file ${token} can be read by other users`);
  });
});
