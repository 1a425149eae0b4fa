import type { AccountDocument } from '../../documents/account.ts';
import type { Scope } from '../../events/token-values.ts';
import type { ConsentRequest } from '../../ports/authorization-server.ts';
import { type Html, html, pageOf } from './html.ts';

/** What a scope allows, in the words of the page. */
const meanings: Readonly<Record<Scope, string>> = {
  read: 'See your training history, plans, measurements and profile, and what others share with you',
  write: 'Record, change and delete workouts, plans and measurements for you',
  coach: 'See and do as a coach what your athletes allow you',
  admin: 'Manage all accounts of this service as a superuser',
};

const noteOf = (note: string | null): Html => (note === null ? html`` : html`<p class="note" role="alert">${note}</p>`);

/** Who asks: the name is the app's own choice, so the page also shows what the app cannot choose. */
const askingApp = ({ appName, clientId, redirectUri }: ConsentRequest): Html => html`<dl>
<dt>App</dt><dd>${appName}</dd>
<dt>Known by</dt><dd>${sourceOf(clientId)}</dd>
<dt>Your answer goes to</dt><dd>${targetOf(redirectUri)}</dd></dl>`;

const sourceOf = (clientId: string): string => {
  const host = URL.parse(clientId)?.host;
  return host ? `its web site ${host}` : 'no one: it chose its name itself';
};

function targetOf(redirectUri: string): string {
  const { protocol, hostname, host } = new URL(redirectUri);
  if (/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) return 'a program on this device';
  return /^https?:$/.test(protocol) ? host : `an app on this device that opens ${protocol} links`;
}

type Shown = Readonly<{ path: string; request: ConsentRequest; note: string | null }>;

/** The page that asks the signed-in account for its consent. */
export const consentPage = (
  { path, request, note }: Shown,
  { account, offered }: Readonly<{ account: AccountDocument; offered: readonly Scope[] }>,
): string =>
  pageOf(
    `Allow ${request.appName} to use your IronTrack account?`,
    html`${noteOf(note)}<p>You are signed in as <strong>${account.email}</strong>.</p>
${askingApp(request)}
<form method="post" action="${path}">
<input type="hidden" name="account" value="${account.id}">
${offered.length > 0 ? choiceOf(offered) : html`<p>The app asks for nothing that your account can allow.</p>`}<button name="decision" value="deny">Refuse</button>
</form>`,
  );

const choiceOf = (offered: readonly Scope[]): Html =>
  html`<fieldset><legend>The app asks to do this for you. Clear what it shall not do.</legend>
${offered.map(scopeBox)}</fieldset>
<p>You can end this at any time. What the app does is in your history under its name.</p>
<button name="decision" value="allow">Allow</button>`;

const scopeBox = (scope: Scope): Html =>
  html`<label><input type="checkbox" name="scope" value="${scope}" checked> ${meanings[scope]}</label>
`;

/** The page that asks who the person is. */
export const signInPage = ({ path, request, note }: Shown): string =>
  pageOf(
    'Sign in to IronTrack',
    html`${noteOf(note)}<p>An app asks to use your account. Sign in to decide.</p>
${askingApp(request)}
<form method="post" action="${path}/sign-in">
<label>Email address <input type="email" name="username" autocomplete="username" required></label>
<label>Password <input type="password" name="password" autocomplete="current-password" required></label>
<button>Sign in</button></form>
<form method="post" action="${path}"><button name="decision" value="deny">Refuse</button></form>`,
  );

/** The page that says why a request of an app cannot go on. */
export const failurePage = (reason: string): string =>
  pageOf('The app cannot continue', html`<p>${reason}</p><p>Go back to the app and try again.</p>`);
