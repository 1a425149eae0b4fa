type Step = () => Promise<void> | void;

const steps: Step[] = [];

/** Registers work for the end of this process's tests, such as stopping the services that its suites share. */
export const atEndOfRun = (step: Step): void => void steps.push(step);

/** Runs the registered steps, the newest first. */
export async function endRun(): Promise<void> {
  for (const step of steps.splice(0).reverse()) await step();
}
