import { roles } from '../../../src/events/values.ts';
import { defineCommand } from '../../command.ts';
import { jsonOf } from '../../host/text.ts';
import { json } from '../../options.ts';

export const createRoles = defineCommand({
  options: { json },
  async run({ json }, cli) {
    if (json) cli.print(jsonOf({ roles }));
    cli.say(`Nothing to do: the roles ${roles.join(', ')} are built in.`);
  },
});
