import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { columnsOf, jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { healthRows } from './health-lines.ts';
import { readStatus, type Status } from './read-status.ts';

export const status = defineCommand({
  options: { json },
  async run({ json }, cli) {
    const found = await readStatus(cli);
    for (const line of json ? [jsonOf(found)] : linesOf(found)) cli.print(line);
    if (found.problem !== null) throw new CliError(found.problem);
  },
});

function linesOf({ version, dataDir, process, health, problem }: Status): string[] {
  const lines = [
    ['version', version],
    ['data folder', dataDir],
    ['process', process ? `${process.pid}, since ${process.startedAt}` : 'none on this data folder'],
    ['API', process?.http ?? ''],
    ...(health ? healthRows(health) : []),
    ['state', problem === null ? 'healthy' : 'not healthy'],
  ];
  return lines.map(columnsOf);
}
