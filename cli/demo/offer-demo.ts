import type { Application } from '../../src/service/connect.ts';
import { describeFailure } from '../host/failures.ts';
import { type Cli, isInteractive } from '../host/host.ts';
import { isForeground } from '../host/is-foreground.ts';
import { confirm } from '../host/prompts.ts';
import { linesOf, loadWithBar } from './load-with-bar.ts';

/**
 * Offers the demo for a new installation: at a terminal it asks, elsewhere it names the command. Production gets no offer.
 * Returns whether the service goes on: not if the person leaves the question with Ctrl-C.
 */
export async function offerDemo(cli: Cli, core: Application): Promise<boolean> {
  if (core.config.environment === 'production') return true;
  if (!isInteractive(cli) || !isForeground()) {
    cli.say('The installation is empty. To look around with a coach and eight athletes: npx irontrack demo load');
    return true;
  }
  const question = confirm(cli, 'The installation is empty. Load a demo: a coach and eight athletes?');
  const answer = await question.catch(() => null);
  if (answer === true) await load(cli, core);
  return answer !== null;
}

/** A failure does not end the service. */
async function load(cli: Cli, core: Application): Promise<void> {
  try {
    for (const line of linesOf(await loadWithBar(cli, core))) cli.print(line);
  } catch (error) {
    cli.say(`The demo was not loaded: ${describeFailure(error)}`);
  }
}
