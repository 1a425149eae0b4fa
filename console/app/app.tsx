import { useEffect } from 'preact/hooks';
import { ErrorBoundary, LocationProvider, Route, Router } from 'preact-iso';
import { account, loadAccount } from '../api/account.ts';
import { followAthletes, followChanges } from '../api/live.ts';
import { keepSending } from '../api/outbox.ts';
import { isTrainer } from '../coaching/is-trainer.ts';
import { NotFound } from '../views/not-found/not-found.tsx';
import { SignedOut } from '../views/sign-in/signed-out.tsx';
import { routes } from './routes.tsx';
import { Shell } from './shell.tsx';
import { startError } from './start-error.ts';
import { StartFailure } from './start-failure.tsx';

/** Addresses of the same host that are no pages of the application. */
const scope = /^\/(?!(api|docs|oauth|mcp|openapi\.json|queues)(\/|$))/;

/** Shows the pages to a person who is signed in, and the sign-in to everyone else. */
export function App() {
  if (startError.value !== undefined) return <StartFailure onRetry={retry} />;
  return (
    <LocationProvider scope={scope}>
      {account.value ? <SignedIn key={account.value.id} /> : <SignedOut />}
    </LocationProvider>
  );
}

function SignedIn() {
  useEffect(followChanges, []);
  useEffect(() => (account.value && isTrainer(account.value) ? followAthletes() : undefined), []);
  useEffect(keepSending, []);
  return (
    <Shell>
      <ErrorBoundary>
        <Router onRouteChange={() => scrollTo(0, 0)}>
          {routes.map(({ path, page }) => (
            <Route key={path} path={path} component={page} />
          ))}
          <Route default component={NotFound} />
        </Router>
      </ErrorBoundary>
    </Shell>
  );
}

async function retry(): Promise<void> {
  try {
    await loadAccount();
    startError.value = undefined;
  } catch (error) {
    startError.value = error;
  }
}
