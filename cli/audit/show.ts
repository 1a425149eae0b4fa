import { parseInstant } from '../../src/http/requests/instant.ts';
import type { AsOf } from '../../src/queries/audit/get-state.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { withApplication } from '../setup/application.ts';
import { asked, historyOf } from './asked.ts';

export const showPast = defineCommand({
  positionals: asked,
  options: {
    at: { type: 'string', requiresArg: true, describe: 'A revision, or a time with a zone (default now)' },
    json,
  },
  async run({ at, ...argv }, cli) {
    const asOf = at === undefined ? {} : asOfText(at);
    await withApplication(cli, async (core) => {
      const state = await core.audit.getState({ ...(await historyOf(core, argv)), asOf });
      if (!state) throw new CliError(`There is no revision ${at}.`);
      // A document has no other form for people than its members.
      if (argv.json) cli.print(jsonOf(state));
      else for (const line of JSON.stringify(state, null, 2).split('\n')) cli.print(line);
    });
  },
});

/** A number is a revision, any other text a time. */
function asOfText(text: string): AsOf {
  if (/^\d{1,9}$/.test(text)) return { revision: Number(text) };
  const at = parseInstant(text);
  if (at === 'without zone' || at === 'not a time') {
    throw new CliError(`--at: ${text} is neither a revision nor a time with a zone, such as 2026-03-01T18:30Z.`);
  }
  return { at };
}
