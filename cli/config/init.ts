import { writeFileSync } from 'node:fs';
import { environmentFile } from '../../src/service/environment-file.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';

export const init = defineCommand({
  positionals: { file: { type: 'string', describe: 'The file to write; it must not exist' } },
  async run({ file }, cli) {
    const text = environmentFile();
    if (file === undefined) {
      for (const line of text.split('\n')) cli.print(line);
      return;
    }
    try {
      writeFileSync(file, `${text}\n`, { flag: 'wx', mode: 0o600 });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw new CliError(`${file} exists already.`, { cause });
      throw cause;
    }
    cli.say(`${file} is written. irontrack keys generate makes its keys.`);
  },
});
