type Step = () => Promise<void> | void;

const steps: Step[] = [];

/**
 * Registers work to be done when this process has run all its tests, such as stopping the services that its suites
 * share.
 */
export const atEndOfRun = (step: Step): void => void steps.push(step);

/** Does the work registered by `atEndOfRun`, the newest first. */
export async function endRun(): Promise<void> {
  for (const step of steps.splice(0).reverse()) await step();
}
