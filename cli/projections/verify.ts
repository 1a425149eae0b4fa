import type { Difference } from '../../src/projections/maintenance/compare.ts';
import { verify } from '../../src/projections/maintenance/verify.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { knownName } from './arguments.ts';
import { maintainWithBar } from './maintain.ts';

export const verifyCommand = defineCommand({
  positionals: { name: knownName },
  options: {
    json,
    show: { type: 'boolean', default: false, describe: 'Print the values that differ, including personal data' },
  },
  async run({ name, json, show }, cli) {
    const found = await maintainWithBar(cli, name, (work) => verify({ ...work, show }, name));
    for (const line of json ? [jsonOf(found)] : linesOf(found)) cli.print(line);
    const { same, version, unapplied } = found;
    if (unapplied.length > 0) {
      cli.say(`This build cannot apply ${unapplied.length} streams that ${name} v${version} contains.`);
    }
    if (!same) throw new CliError(`${name} v${version} differs from a rebuild.`);
  },
});

type Found = Awaited<ReturnType<typeof verify>>;

const linesOf = ({ tables, parked, unapplied }: Found): string[] => [
  ...tables.flatMap(({ table, rows, different, first }) => [
    `${table}\t${rows} rows\t${different} different`,
    ...first.map(differenceLine),
  ]),
  ...parked.map((stream) => `parked\t${stream}`),
  ...unapplied.map(({ stream, position, reason }) => `unapplied\t${stream}\t${position}\t${reason}`),
];

function differenceLine({ table, id, kind, columns, values }: Difference): string {
  const details = values ? columns.map((column) => `${column}: ${values[column]?.join(' ≠ ')}`) : columns;
  return [kind, table, id, ...(kind === 'changed' || values ? [details.join(', ')] : [])].join('\t');
}
