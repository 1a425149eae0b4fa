import { work } from '../../src/service/processes/work.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../host/host.ts';
import { runProcess } from './run-process.ts';

export const workCommand = defineCommand({
  options: { lanes: { type: 'string', describe: 'Only these lanes, such as 0-3 (default: all)' } },
  async run({ lanes }, cli) {
    const only = lanes === undefined ? undefined : parseLanes(lanes);
    await runProcess(
      cli,
      {},
      (core) => {
        const last = core.topology.now().layout.lanes - 1;
        const isIdle = only?.every((lane) => lane > last) ?? false;
        if (isIdle) throw new CliError(`--lanes: There are only lanes 0 to ${last}, none of ${lanes}.`);
        return work(core, only);
      },
      (_worker, core) => `Worker started for lanes ${lanes ?? `0-${core.topology.now().layout.lanes - 1}`}`,
    );
  },
});

/** Parses a list of lanes that is written as numbers and ranges, such as `0-3,6`. */
function parseLanes(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [, first, last = first] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part.trim()) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || to < from) throw new CliError(`--lanes: ${text} is not a list such as 0-3 or 0,2.`);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}
