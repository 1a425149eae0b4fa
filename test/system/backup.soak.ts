import { join } from 'node:path';
import { setImmediate as nextRound } from 'node:timers/promises';
import { expect } from 'chai';
import { writeHistory } from '../../bench/support/history.ts';
import { readRunFile } from '../../embedded/data-dir.ts';
import { completeSecrets } from '../../src/infra/local/secret-file.ts';
import { connect } from '../../src/service/connect.ts';
import type { Addresses } from '../../src/service/connections.ts';
import { loadConfig } from '../../src/service/load-config.ts';
import { silentLogger } from '../projections/support/tables.ts';
import { useSystems } from '../support/system.ts';
import { documentsOf, linesOf } from './support/ends.ts';

const events = Number(process.env.IRONTRACK_TEST_EVENTS ?? 200_000);

describe(`a backup of ${events} events`, function () {
  this.timeout(0);
  const suite = useSystems();

  it('is restored elsewhere with every read model as a rebuild makes it, and every chain verified', async () => {
    const system = await suite.start();
    const { config } = loadConfig({ IRONTRACK_DATA: system.dataDir });
    const secrets = completeSecrets({ masterKey: undefined, jwtPrivateKey: undefined }, system.dataDir);
    const core = await connect(config, secrets, readRunFile(system.dataDir) as Addresses, silentLogger, {
      breathe: nextRound,
    });
    const written = await writeHistory(core, events);
    await core[Symbol.asyncDispose]();
    const folder = join(suite.folder(), 'backup');
    linesOf(await system.cli('backup', folder, '--with-secrets'));
    await system.stop();

    const dataDir = join(suite.folder(), 'data');
    const ended = await suite.cli(['restore', folder], { dataDir });
    linesOf(ended);
    expect(Number(/(\d+) events copied/.exec(ended.stderr)?.[1]), ended.stderr).to.be.at.least(written);
    const restored = await suite.start({ dataDir });
    linesOf(await restored.cli('audit', 'verify'));
    const models = documentsOf(await restored.cli('projections', 'list', '--json')).flat();
    const names = new Set(models.map(({ projection }) => projection));
    expect(names.size).to.be.at.least(10);
    for (const name of names) {
      const lines = linesOf(await restored.cli('projections', 'verify', name));
      expect(
        lines.every((line) => line.endsWith('\t0 different')),
        lines.join('\n'),
      ).to.equal(true);
    }
    await restored.stop();
  });
});
