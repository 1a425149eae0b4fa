import { readFileSync } from 'node:fs';
import { checkCopy, parseCopy, type TreeHeadCopy } from '../../src/infra/tree-heads/check-copy.ts';
import { verifyInstallation } from '../../src/infra/tree-heads/verify-installation.ts';
import type { BadEvent } from '../../src/ports/tree-heads.ts';
import type { CopyProblem, Problem } from '../../src/ports/verification.ts';
import { verificationOf } from '../../src/service/processes/sign.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { startProgressBar } from '../host/progress-bar.ts';
import { jsonOf } from '../host/text.ts';
import { jsonLines } from '../options.ts';
import { withApplication } from '../setup/application.ts';

export const verify = defineCommand({
  options: {
    json: jsonLines,
    copy: {
      type: 'string',
      requiresArg: true,
      describe: 'A file with a tree head that was sent to SIGN_URL, as {"text", "signature"}, to compare with',
    },
  },
  async run({ json, copy }, cli) {
    const kept = copy === undefined ? null : readCopy(copy);
    await withApplication(cli, async (core) => {
      const total = Number(await core.log.head());
      const bar = await startProgressBar(cli, { format: 'Verifying {bar} {percentage}% | {eta_formatted}', total });
      try {
        for await (const step of verifyInstallation(verificationOf(core))) {
          if (step.kind === 'progress') bar.update(Number(step.position));
          else if (step.kind !== 'end') bar.above(() => cli.print(json ? jsonOf(step) : lineOf(step)));
          else {
            bar.stop();
            const { events, streams, signed, hasFile, restores, problems } = step;
            cli.say(`${events} events of ${streams} streams verified`);
            cli.say(signed ? `Signed up to position ${signed.position}, at ${signed.at}` : 'Nothing is signed yet');
            if (!hasFile) cli.say('This data folder has no file of stream heads to compare with');
            for (const reason of restores) cli.say(`Restored by an operator: ${reason}`);
            const wrong = kept && (await checkCopy(verificationOf(core), kept));
            if (wrong) cli.print(json ? jsonOf(wrong) : copyLineOf(wrong));
            const all = problems + (wrong ? 1 : 0);
            if (all > 0) throw new CliError(`${all} ${all === 1 ? 'problem' : 'problems'} found.`);
          }
        }
      } finally {
        bar.stop();
      }
    });
  },
});

/** Reads the body of a request to `SIGN_URL` from a file. */
function readCopy(path: string): TreeHeadCopy {
  const text = readFileSync(path, 'utf8');
  try {
    return parseCopy(text);
  } catch (cause) {
    throw new CliError(`${path} is not a tree head: {"text": "…", "signature": "…"}.`, { cause });
  }
}

function copyLineOf(problem: CopyProblem): string {
  if (problem.what === 'not-signed') return 'The copy was not signed by this installation';
  const { treeHead, position, event } = problem;
  return problem.what === 'missing'
    ? [position, '', event, `the copy of tree head ${treeHead} signs it, and it is missing`].join('\t')
    : `The log had another state at position ${position} than the copy of tree head ${treeHead} signs`;
}

const words: Readonly<Record<BadEvent['kind'], string>> = {
  foreign: 'was not written by this installation, or was changed',
  gap: 'comes after missing events',
  'broken-chain': 'does not continue the chain of its stream',
  missing: 'was signed and is missing',
};

function lineOf(problem: Problem): string {
  switch (problem.kind) {
    case 'event':
      return [...[problem.position, `${problem.stream}@${problem.revision}`, problem.event, words[problem.what]]].join(
        '\t',
      );
    case 'file':
      return problem.what === 'changed'
        ? `Record ${problem.record} of the file of stream heads was changed`
        : `Records are missing before record ${problem.record} of the file of stream heads`;
    case 'database-is-older':
      return `The database has the tree head ${problem.database}, the file of stream heads has ${problem.file}`;
    case 'stored-heads':
      return `The stream heads in the database are not those that tree head ${problem.treeHead} signs`;
    default:
      return problem satisfies never;
  }
}
