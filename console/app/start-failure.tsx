import { Failure } from '../ui/load.tsx';
import { startError } from './start-error.ts';

/** Shown instead of the application while the service does not answer and nothing is known of an earlier sign-in. */
export const StartFailure = ({ onRetry }: { onRetry: () => Promise<void> }) => (
  <main class="centered">
    <h1>IronTrack</h1>
    <Failure error={startError.value} onRetry={onRetry} />
  </main>
);
