import { parseInstant } from '../../src/http/requests/instant.ts';
import type { UndoReport } from '../../src/use-cases/undo/undo-request.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { account, json } from '../options.ts';
import { operatorContext } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';
import { grantId, grantOf } from './grant-of.ts';

export const undo = defineCommand({
  positionals: { account, id: grantId },
  options: {
    since: {
      type: 'string',
      demandOption: true,
      requiresArg: true,
      describe: 'Undo what was recorded at this time or later, such as 2026-03-01T18:30Z',
    },
    preview: { type: 'boolean', default: false, describe: 'Only tell what would change' },
    json,
  },
  async run({ since: text, preview, json, ...argv }, cli) {
    const since = parseInstant(text);
    if (since === 'without zone' || since === 'not a time') {
      throw new CliError(`--since: ${text} is not a time with a zone, such as 2026-03-01T18:30Z.`);
    }
    const report = await withApplication(cli, async (core) => {
      const { account, grant: session } = await grantOf(core, argv);
      const requiredPosition = await core.gate.requiredPosition(account.id);
      const context = { ...operatorContext(core, account.id), owner: account.id };
      return core.undoChanges({ session, since, preview, context, requiredPosition });
    });
    const lines = json ? [jsonOf({ preview, ...shown(report) })] : linesOf(report);
    for (const line of lines) cli.print(line);
    const [done, left] = [report.undone.length, report.left.length];
    cli.say(`${preview ? 'Would be undone' : 'Undone'}: ${done}. Left alone: ${left}.`);
  },
});

const shown = ({ undone, left }: UndoReport) => ({ undone: undone.map(({ position: _, ...each }) => each), left });

const linesOf = ({ undone, left }: UndoReport): readonly string[] => [
  ...undone.flatMap(({ kind, id, changes }) => changes.map((change) => `${kind} ${id}: ${change}`)),
  ...left.map(({ kind, id, detail }) => `${kind} ${id}: left alone. ${detail}`),
];
