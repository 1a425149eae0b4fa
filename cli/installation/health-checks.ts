import type { Config } from '../../src/service/config.ts';
import { connect } from '../../src/service/connect.ts';
import type { Addresses } from '../../src/service/connections.ts';
import { describeFailure } from '../host/failures.ts';
import type { Cli } from '../host/host.ts';
import { answerLogger, readInstalledSettings } from '../setup/settings.ts';
import { type Check, failed, ok, warning } from './check.ts';
import { readSettledHealth } from './settled-health.ts';

export async function checkHealth(cli: Cli, config: Config, addresses: Addresses): Promise<readonly Check[]> {
  try {
    const { secrets } = readInstalledSettings(cli);
    await using core = await connect(config, secrets, addresses, answerLogger(cli, config));
    const { database, cache, eventStore, pipeline } = await readSettledHealth(core);
    const services = Object.entries({ EventStoreDB: eventStore, Postgres: database, Redis: cache });
    return [...services.map(([name, state]) => checkService(name, state)), ...checkPipeline(pipeline)];
  } catch (error) {
    return [failed('services', describeFailure(error))];
  }
}

const checkService = (name: string, state: 'online' | 'offline'): Check =>
  state === 'online' ? ok(name, 'It answers.') : failed(name, 'It does not answer in 2 s.');

type Pipeline = Awaited<ReturnType<typeof readSettledHealth>>['pipeline'];

function checkPipeline({ status, paused, parkedStreams, refusedEvents }: Pipeline): Check[] {
  return [
    checkReadModels(status, paused),
    parkedStreams === 0
      ? ok('parked streams', 'There are none.')
      : warning('parked streams', `There are ${parkedStreams ?? 'unknown many'}: see irontrack dead-letters list.`),
    refusedEvents === 0
      ? ok('refused events', 'There are none.')
      : failed('refused events', `There are ${refusedEvents ?? 'unknown many'}: see irontrack audit verify.`),
  ];
}

function checkReadModels(status: Pipeline['status'], paused: Pipeline['paused']): Check {
  const name = 'read models';
  if (status === 'stalled') {
    return failed(
      name,
      'They do not move: start irontrack up, or dispatch and work. If these run, their logs say why.',
    );
  }
  if (paused.length === 0) return ok(name, 'They follow the log.');
  const names = paused.map(({ projection }) => projection).join(', ');
  return warning(name, `Paused: ${names}. See irontrack projections resume.`);
}
