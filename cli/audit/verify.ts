import type { LogProblem } from '../../src/infra/log/verify-log.ts';
import { type OtherProblem, verifyInstallation } from '../../src/infra/tree-heads/verify-installation.ts';
import { verificationOf } from '../../src/service/processes/sign.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { startProgressBar } from '../host/progress-bar.ts';
import { jsonOf } from '../host/text.ts';
import { jsonLines } from '../options.ts';
import { withApplication } from '../setup/application.ts';

const words: Readonly<Record<LogProblem['kind'], string>> = {
  foreign: 'was not written by this installation, or was changed',
  gap: 'comes after missing events',
  'broken-chain': 'does not continue the chain of its stream',
  missing: 'was signed and is missing',
};

export const verify = defineCommand({
  options: { json: jsonLines },
  async run({ json }, cli) {
    await withApplication(cli, async (core) => {
      const total = Number(await core.log.head());
      const bar = await startProgressBar(cli, { format: 'Verifying {bar} {percentage}% | {eta_formatted}', total });
      const print = (line: string) => bar.above(() => cli.print(line));
      const found = await verifyInstallation({
        ...verificationOf(core),
        onProgress: (position) => bar.update(Number(position)),
        onEvent({ kind, ...place }) {
          const { stream, revision, position, event } = place;
          const line = [position, `${stream}@${revision}`, event, words[kind]].join('\t');
          print(json ? jsonOf({ problem: kind, stream, revision, position, event }) : line);
        },
        onOther({ kind, ...rest }) {
          print(json ? jsonOf({ problem: kind, ...rest }) : sentenceOf({ kind, ...rest } as OtherProblem));
        },
      }).finally(bar.stop);
      const { events, streams, signed, restores, problems } = found;
      cli.say(`${events} events of ${streams} streams verified`);
      cli.say(signed ? `Signed up to position ${signed.position}, at ${signed.at}` : 'Nothing is signed yet');
      for (const { reason } of restores) cli.say(`Restored by an operator: ${reason}`);
      if (problems > 0) throw new CliError(`${problems} ${problems === 1 ? 'problem' : 'problems'} found.`);
    });
  },
});

function sentenceOf(problem: OtherProblem): string {
  switch (problem.kind) {
    case 'file':
      return problem.what.kind === 'changed'
        ? `Record ${problem.what.record} of the file of stream heads was changed`
        : `Records are missing before record ${problem.what.record} of the file of stream heads`;
    case 'database-is-older':
      return `The database has the tree head ${problem.database}, the file of stream heads has ${problem.file}`;
    case 'stored-heads':
      return `The stream heads in the database are not those that tree head ${problem.treeHead} signs`;
    default:
      return problem satisfies never;
  }
}
