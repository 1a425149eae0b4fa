import { randomBytes } from 'node:crypto';
import { generateJwk } from '../../src/infra/access/signing-keys.ts';
import { defineCommand } from '../command.ts';

export const generate = defineCommand({
  async run(_, cli) {
    cli.print(`MASTER_KEY=${randomBytes(32).toString('base64')}`);
    cli.print(`JWT_PRIVATE_KEY='${generateJwk()}'`);
    cli.say('Keep a copy apart from the machine and from its backups: without MASTER_KEY no text can be read.');
  },
});
