import type { Argv } from 'yargs';
import { setUp } from './environment.ts';
import { runRole } from './role.ts';
import { CliError } from './terminal.ts';

/** The lanes of `0-3,6`. */
function lanesOf(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [, first, last = first] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part.trim()) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || to < from) throw new CliError(`${text} names no lanes; write 0-3 or 0,2.`);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}

/** One of any number of processes that carry events into the read tables. */
export const workRole = (cli: Argv): Argv =>
  cli.command(
    'work',
    'Carry events into the read tables, with services that run already',
    (yargs) => yargs.options({ lanes: { type: 'string', describe: 'Only these lanes, such as 0-3 (default: all)' } }),
    async ({ lanes }) => {
      const only = lanes === undefined ? undefined : lanesOf(lanes);
      await runRole(
        setUp(),
        ({ work }, core) => {
          const last = core.topology.now().layout.lanes - 1;
          const isIdle = only?.every((lane) => lane > last) ?? false;
          if (isIdle) throw new CliError(`The lanes are 0 to ${last}, of which --lanes ${lanes} names none.`);
          return work(core, only);
        },
        () => 'IronTrack works',
      );
    },
  );

/** One or more processes that hand the log's events to the workers; one of them is active. */
export const dispatchRole = (cli: Argv): Argv =>
  cli.command('dispatch', 'Hand events to the workers, with services that run already', {}, async () => {
    await runRole(
      setUp(),
      ({ dispatch }, core) => dispatch(core),
      () => 'IronTrack dispatches or stands by',
    );
  });
