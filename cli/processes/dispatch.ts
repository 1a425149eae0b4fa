import { dispatch } from '../../src/service/processes/dispatch.ts';
import { defineCommand } from '../command.ts';
import { runProcess } from './run-process.ts';

/** Runs the dispatcher and the policies. While another process runs them, this one is on standby. */
export const dispatchCommand = defineCommand({
  run: (_argv, cli) => runProcess(cli, {}, dispatch, () => 'Dispatcher started (active or standby)'),
});
