import { render } from 'preact';
import './api/random-uuid.ts';
import { findAccount } from './api/account.ts';
import { App } from './app/app.tsx';
import { preloadPage } from './app/routes.tsx';
import { registerServiceWorker } from './app/service-worker.ts';
import { startError } from './app/start-error.ts';
import { loadLanguage } from './i18n/language.ts';
import './styles/index.css';
import { showTheme } from './theme/theme.ts';

showTheme();
const root = document.getElementById('app');
if (!root) throw new Error('The page has no element for the application');
preloadPage(location.pathname);
await Promise.all([
  loadLanguage(),
  findAccount().catch((error: unknown) => {
    startError.value = error;
  }),
]);
// What was shown until now would stay beside the application.
root.replaceChildren();
render(<App />, root);
registerServiceWorker();
