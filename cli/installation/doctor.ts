import { loadConfig } from '../../src/service/load-config.ts';
import { defineCommand } from '../command.ts';
import { describeFailure } from '../host/failures.ts';
import { type Cli, CliError } from '../host/host.ts';
import { printList } from '../host/table.ts';
import { jsonLines } from '../options.ts';
import { type Check, failed, ok } from './check.ts';
import { checkFolder } from './folder-checks.ts';
import { checkServices } from './service-checks.ts';

export const doctor = defineCommand({
  options: { json: jsonLines },
  async run({ json }, cli) {
    const checks = await checkAll(cli);
    const columns = {
      CHECK: ({ name }: Check) => name,
      RESULT: ({ result }: Check) => result,
      DETAILS: ({ details }: Check) => details,
    };
    await printList(cli, checks, columns, json);
    const bad = checks.filter(({ result }) => result === 'failed').length;
    if (bad > 0) throw new CliError(`${bad} of ${checks.length} checks failed.`);
  },
});

async function checkAll(cli: Cli): Promise<readonly Check[]> {
  try {
    const { config } = loadConfig(cli.env);
    const settings = ok('settings', `The settings for ${config.environment} are valid.`);
    return [settings, ...(await checkFolder(config)), ...(await checkServices(cli, config))];
  } catch (error) {
    // A row has one line.
    const [what, ...problems] = describeFailure(error).split(/\n\s*/);
    return [failed('settings', [what, problems.join('; ')].join(' ').trim())];
  }
}
