import { Failure } from '../../ui/load.tsx';
import { useAction } from '../../ui/use-action.ts';

/** A button that runs a request, and says why it failed. */
export function ActionButton({ label, work }: { label: string; work: () => Promise<unknown> }) {
  const { run, isRunning, error } = useAction();
  return (
    <>
      <button type="button" class="button" disabled={isRunning} onClick={() => void run(work)}>
        {label}
      </button>
      {error !== undefined && <Failure error={error} />}
    </>
  );
}
