import { slugOf } from '../../src/documents/exercise.ts';
import type { AccountId } from '../../src/events/ids.ts';
import { readSeeds } from '../../src/infra/local/seed-files.ts';
import type { Application } from '../../src/service/connect.ts';
import { historyDays } from '../../src/use-cases/demo/generator/draft.ts';
import type { LoadedDemo } from '../../src/use-cases/demo/load-demo.ts';
import { type Cli, CliError } from '../host/host.ts';
import { startProgressBar } from '../host/progress-bar.ts';
import { seedsFolder } from '../seed/seed-catalogue.ts';
import { waitUntilShown } from './wait-until-shown.ts';

/** Loads the demo, all of it or its last days, with a progress bar. Waits until the read models show it. */
export async function loadWithBar(cli: Cli, core: Application, days = historyDays): Promise<LoadedDemo> {
  const seeds = await readSeeds(seedsFolder, slugOf);
  const format = '{bar} {percentage} % | {value} of {total} sessions';
  const interrupted = 'Interrupted. irontrack demo load continues, irontrack demo remove takes it away.';
  const bar = await startProgressBar(cli, { format, interrupted, total: 1 });
  let loaded: LoadedDemo | null;
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1_000).toFixed(1);
  try {
    loaded = await core.loadDemo(seeds, {
      days,
      onProgress: ({ total, done }) => {
        bar.setTotal(total);
        bar.update(done);
      },
    });
  } finally {
    bar.stop();
  }
  if (loaded === null) throw new CliError('Some accounts of the demo are erased. Run irontrack demo remove first.');
  if (loaded.sessions > 0) cli.say(`Written in ${seconds()} s; the read models follow …`);
  const owners = await Promise.all(
    [loaded.coach, ...loaded.athletes].map(async (email) => (await core.findAccount(email))?.document.id),
  );
  await waitUntilShown(
    cli,
    core,
    owners.filter((id): id is AccountId => id !== undefined),
  );
  if (loaded.sessions > 0) cli.say(`Shown after ${seconds()} s.`);
  return loaded;
}

/** What a person needs to look around, in lines. */
export const linesOf = ({ coach, athletes, password, sessions }: LoadedDemo): readonly string[] => [
  sessions === 0 ? 'The demo was complete.' : `Loaded ${sessions.toLocaleString('en-US')} training sessions.`,
  `Coach: ${coach}`,
  `Athletes: ${athletes.join(', ')}`,
  `Password of all of them: ${password}`,
];
