import { useSignal } from '@preact/signals';

export type Action = Readonly<{
  isRunning: boolean;
  error: unknown;
  /** Runs work unless it runs already. Resolves to whether it succeeded. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
}>;

/** Work that a person starts: whether it runs, and why it failed last. */
export function useAction(): Action {
  const isRunning = useSignal(false);
  const error = useSignal<unknown>(undefined);
  return {
    isRunning: isRunning.value,
    error: error.value,
    async run(work) {
      if (isRunning.peek()) return false;
      isRunning.value = true;
      error.value = undefined;
      try {
        await work();
        return true;
      } catch (failure) {
        error.value = failure;
        return false;
      } finally {
        isRunning.value = false;
      }
    },
  };
}
