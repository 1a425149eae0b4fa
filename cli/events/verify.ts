import { type LogProblem, verifyLog } from '../../src/infra/log/verify-log.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { jsonLines } from '../options.ts';
import { withApplication } from '../setup/application.ts';

const words: Readonly<Record<LogProblem['kind'], string>> = {
  foreign: 'was not written by this installation, or was changed',
  gap: 'comes after missing events',
  'broken-chain': 'does not continue the chain of its stream',
};

export const verify = defineCommand({
  options: { json: jsonLines },
  async run({ json }, cli) {
    await withApplication(cli, async ({ eventStore, authenticity }) => {
      const { events, streams, problems } = await verifyLog(eventStore, authenticity, ({ kind, event }) => {
        const { stream, revision, position, id } = event;
        const line = [position, `${stream}@${revision}`, id, words[kind]].join('\t');
        cli.print(json ? jsonOf({ problem: kind, stream, revision, position, event: id }) : line);
      });
      cli.say(`${events} events of ${streams} streams verified`);
      if (problems > 0) throw new CliError(`${problems} events are not as this installation wrote them.`);
    });
  },
});
