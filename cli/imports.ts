import { randomUUID } from 'node:crypto';
import type { Argv } from 'yargs';
import type { ImportDocument } from '../src/documents/import.ts';
import type { ImportId } from '../src/events/ids.ts';
import { accountOf, uuid } from './accounts.ts';
import { setUp, withApplication } from './environment.ts';
import { CliError, print, say, shown } from './terminal.ts';

const pageSize = 100;

async function list(email: string, json: boolean): Promise<void> {
  await withApplication(setUp(), async (core) => {
    const { document: account } = await accountOf(core, email);
    const requiredPosition = await core.gate.requiredPosition(account.id);
    for (let offset = 0; ; offset += pageSize) {
      const question = { owner: account.id, requiredPosition, limit: pageSize, offset, sortOrder: 'desc' } as const;
      const { items } = JSON.parse(await core.queries.listImports(question)) as { items: ImportDocument[] };
      for (const item of items) print(json ? JSON.stringify(item) : lineOf(item));
      if (items.length < pageSize) return;
    }
  });
}

const lineOf = ({ id, status, format, createdAt, counts, fileName }: ImportDocument): string =>
  [id, createdAt.slice(0, 19), status, format, `${counts?.sets ?? '?'} sets`, fileName ?? ''].map(shown).join('\t');

async function undo(email: string, id: string): Promise<void> {
  if (!uuid.test(id)) throw new CliError(`${id} is not the id of an import.`);
  await withApplication(setUp(), async (core) => {
    const { document: account } = await accountOf(core, email);
    const importId = id.toLowerCase() as ImportId;
    await core.imports.undo({ userId: account.id, role: account.roleSlug, correlationId: randomUUID(), importId });
  });
  say(`Import ${id} is undone.`);
}

/** Imports that were made. */
export const imports = (cli: Argv): Argv => {
  const user = { type: 'string', demandOption: true, describe: 'E-mail address of the account' } as const;
  const json = { type: 'boolean', default: false, describe: 'Print one JSON document a line' } as const;
  return cli.command('imports', 'Imports that were made', (yargs) =>
    yargs
      .command(
        'list',
        'List an account’s imports, newest first',
        (verb) => verb.options({ user, json }),
        (argv) => list(argv.user, argv.json),
      )
      .command(
        'undo <id>',
        'Take an import back: delete what it made, restore what it changed',
        (verb) => verb.positional('id', { type: 'string', demandOption: true }).options({ user }),
        (argv) => undo(argv.user, argv.id),
      )
      .demandCommand(1, 'Which action?'),
  );
};
