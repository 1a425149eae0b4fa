import { SignedEventsMissing } from '../../src/infra/tree-heads/sign-log.ts';
import type { TreeHead } from '../../src/ports/tree-heads.ts';
import { signLogOf } from '../../src/service/processes/sign.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { jsonLines } from '../options.ts';
import { withApplication } from '../setup/application.ts';

export const sign = defineCommand({
  options: {
    json: jsonLines,
    restored: {
      type: 'string',
      requiresArg: true,
      describe:
        'The reason why the log and the database were restored to an older state, which the signature then contains',
    },
  },
  async run({ json, restored }, cli) {
    if (restored?.trim() === '') throw new CliError('--restored: A signature after a restore needs a reason.');
    await withApplication(cli, async (core) => {
      const signLog = signLogOf(core);
      for (let reason = restored; ; reason = undefined) {
        const { signed, isMore } = await signLog({ restored: reason }).catch(refusal);
        if (signed) cli.print(json ? jsonOf(signed.treeHead) : lineOf(signed.treeHead));
        if (!isMore) return;
      }
    });
  },
});

const lineOf = ({ number, position, root }: TreeHead): string => `${number}\t${position}\t${root}`;

function refusal(error: unknown): never {
  if (error instanceof SignedEventsMissing) throw new CliError(error.message);
  throw error;
}
