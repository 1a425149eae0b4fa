import { dispatch } from '../../src/service/processes/dispatch.ts';
import { defineCommand } from '../command.ts';
import { readSettings } from '../setup/settings.ts';
import { runProcess } from './run-process.ts';

export const dispatchCommand = defineCommand({
  run: (_argv, cli) => runProcess(cli, readSettings(cli), dispatch, () => 'Dispatcher started (active or standby)'),
});
