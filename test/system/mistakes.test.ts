import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { integer } from '../../cli/options.ts';
import { entry } from '../support/program.ts';
import { useSystems } from '../support/system.ts';
import { expectRefusal } from './support/ends.ts';

describe('everyday mistakes at the command line', () => {
  const suite = useSystems();
  const refused = async (mistakes: readonly (readonly [readonly string[], RegExp])[]) => {
    for (const [args, message] of mistakes) {
      expectRefusal(await suite.cli(args, { dataDir: suite.folder() }), message);
    }
  };

  let busy: Server;
  let port: number;
  before(async () => {
    busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
    ({ port } = busy.address() as AddressInfo);
  });
  after(() => busy.close());

  it('a text that is not a whole number is refused by the name of its option, before anything starts', async () => {
    await refused([
      [['events', 'all', '--limit', '-1'], /^irontrack events all: --limit: -1 is not a whole number/],
      [
        ['projections', 'drop', 'sessions', '99999999999'],
        /^irontrack projections drop: number: 99999999999 .*2147483647/,
      ],
      [['up', '--port', '99999'], /^irontrack up: --port: 99999 .* 0 to 65535/],
    ]);
    for (const text of ['', 'abc', '-1', '1.5', '0x10', '1e3', '65536']) {
      expect(() => integer('--port', { max: 65_535 }).coerce(text), text).to.throw('--port');
    }
    expect(integer('--port', { max: 65_535 }).coerce('65535')).to.equal(65_535);
  });

  it('an option without a value, or with an empty one, is refused without a stack', async () => {
    await refused([
      [['users', 'create-user', '--email', '--password', 'x'], /email[\s\S]*--help/],
      [['up', '--data', ''], /^ +IRONTRACK_DATA: /m],
    ]);
  });

  it('an unknown read model is refused with the names of all read models', async () => {
    const choices =
      /^irontrack projections \w+: Unknown read model "nonsense"\. Choose one of: accounts, .*sessions, .*\.$/m;
    await refused([
      [['projections', 'rebuild', 'nonsense'], choices],
      [['projections', 'verify', 'nonsense'], choices],
    ]);
  });

  it('an address that is in use, or not of this machine, is refused before any service starts', async () => {
    for (const [args, env, message] of [
      [['--port', `${port}`], {}, new RegExp(`EADDRINUSE.*127.0.0.1:${port}`)],
      [[], { METRICS_PORT: `${port}` }, /EADDRINUSE/],
      [['--host', '192.0.2.1'], {}, /EADDRNOTAVAIL/],
    ] as const) {
      const dataDir = suite.folder();
      expectRefusal(await suite.cli(['up', ...args], { env, dataDir }), message);
      expect(readdirSync(dataDir)).not.to.include('postgres');
    }
  });

  it('a data folder that cannot be a folder is refused in one line', async () => {
    const file = join(suite.folder(), 'file');
    writeFileSync(file, '');
    for (const dataDir of [file, join(file, 'below')]) {
      const end = await suite.cli(['up'], { dataDir });
      expectRefusal(end, new RegExp(dataDir));
      expect(end.stderr.trim().split('\n')).to.have.length(1);
    }
  });

  it('a broken secrets file is refused by its name, without its content', async () => {
    for (const text of ['', '{"masterKey":"hush']) {
      const dataDir = suite.folder();
      writeFileSync(join(dataDir, 'secrets.json'), text);
      const end = await suite.cli(['up'], { dataDir });
      expectRefusal(end, /secrets\.json holds no valid secrets/);
      expect(end.stderr).not.to.include('hush');
      // The broken secrets file is removed, because the end of the suite parses every remaining secrets file.
      rmSync(join(dataDir, 'secrets.json'));
    }
  });

  it('an unreachable service is reported by its name', async () => {
    const closed = { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x', EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false' };
    const env = { ...closed, REDIS_URL: 'redis://127.0.0.1:1' };
    expectRefusal(await suite.cli(['db', 'status'], { env }), /^Postgres cannot be reached: .*ECONNREFUSED/m);
  });

  it('a migration is not created without a name, nor under the name of another', async () => {
    await refused([
      [['db', 'create', '42 !'], /no letters/],
      [['db', 'create', 'Access!'], /already/],
    ]);
  });

  it('a full disk is reported in one line, and a reader that has left is no failure', () => {
    const shell = (line: string) => spawnSync('bash', ['-c', line, process.execPath, entry], { encoding: 'utf8' });
    const full = shell('"$0" "$1" users create-roles --json > /dev/full');
    expect(full.status).to.equal(1);
    expect(full.stderr)
      .to.match(/^Standard output: .*ENOSPC.*$/m)
      .and.not.to.match(/^\s+at /m);
    // The reader of the command's output has ended before the command prints anything.
    const gone = shell('(exec 3> >(exec true); wait $!; exec "$0" "$1" users create-roles --json >&3)');
    expect(gone.status, gone.stderr).to.equal(0);
    expect(gone.stderr).not.to.match(/EPIPE/);
  });
});
