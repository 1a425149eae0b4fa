import { SignedEventsMissing } from '../../src/infra/tree-heads/sign-log.ts';
import { signLogOf } from '../../src/service/processes/sign.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { withApplication } from '../setup/application.ts';

export const sign = defineCommand({
  options: {
    restored: {
      type: 'string',
      requiresArg: true,
      describe:
        'The reason why the log and the database were restored to an older state, which the signature then contains',
    },
  },
  async run({ restored }, cli) {
    await withApplication(cli, async (core) => {
      const signLog = signLogOf(core);
      for (let reason = restored; ; reason = undefined) {
        const { signed, isMore } = await signLog({ restored: reason }).catch(refusal);
        if (signed) cli.print(`${signed.treeHead.number}\t${signed.treeHead.position}\t${signed.treeHead.root}`);
        if (!isMore) return;
      }
    });
  },
});

function refusal(error: unknown): never {
  if (error instanceof SignedEventsMissing) throw new CliError(error.message);
  throw error;
}
