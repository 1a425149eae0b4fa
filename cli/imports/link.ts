import type { AccountId, ExerciseId } from '../../src/events/ids.ts';
import type { Application } from '../../src/service/connect.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { account, json } from '../options.ts';
import { isUuid, operatorContext, readAccount } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';

export const link = defineCommand({
  positionals: {
    account,
    name: {
      type: 'string',
      demandOption: true,
      describe: 'Name of the exercise in the sessions, as it is written there',
    },
    exercise: { type: 'string', demandOption: true, describe: 'Id of an exercise, or slug of one of the catalogue' },
  },
  options: { json },
  async run({ account: owner, name, exercise, json }, cli) {
    await withApplication(cli, async (core) => {
      const { document: account } = await readAccount(core, owner);
      const exerciseId = await findExercise(core, account.id, exercise);
      const total = { sessions: 0, entries: 0 };
      for (let remaining = 1; remaining > 0; ) {
        const context = { ...operatorContext(core, account.id), owner: account.id };
        const linked = await core.linkExercises({ name, exerciseId, context });
        total.sessions += linked.sessions;
        total.entries += linked.entries;
        remaining = linked.sessions === 0 ? 0 : linked.remaining;
      }
      if (json) cli.print(JSON.stringify(total));
      else cli.say(`${total.entries} exercises in ${total.sessions} sessions are linked.`);
    });
  },
});

async function findExercise({ queries, gate }: Application, caller: AccountId, exercise: string): Promise<ExerciseId> {
  if (isUuid(exercise)) return exercise.toLowerCase() as ExerciseId;
  const requiredPosition = await gate.requiredPosition(caller);
  const found = await queries.getExercise({ caller, requiredPosition, imageBase: '', by: { slug: exercise } });
  if (!found) throw new CliError(`The catalogue has no exercise ${exercise}.`);
  return (JSON.parse(found.doc) as { id: ExerciseId }).id;
}
