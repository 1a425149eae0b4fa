import { connectEventStore } from '../../../../src/infra/log/connection-string.ts';
import { copyLog } from '../../../../src/infra/log-copy/copy-log.ts';
import { createLogSource } from '../../../../src/infra/log-copy/source.ts';
import { testAuthenticity } from '../../../support/authenticity.ts';

/** A process that copies a log: the first argument is the source, the second the target. Prints how far it is. */
const [source = '', target = ''] = process.argv.slice(2);
const [from, to] = [connectEventStore(source), connectEventStore(target)];
const started = performance.now();
const copied = await copyLog({
  ...{ source: createLogSource(from), target: to, authenticity: testAuthenticity },
  onProgress: (count) => void process.stdout.write(`${count}\n`),
});
process.stdout.write(`done ${copied} ${Math.round(performance.now() - started)}\n`);
await from.dispose();
await to.dispose();
