import type { Route } from '../route.ts';
import { appGrantRoutes } from './app-grants.ts';
import { authSessionRoutes } from './auth-sessions.ts';
import { ownAccountRoutes } from './own-account.ts';
import { passwordRoutes } from './passwords.ts';
import { personalTokenRoutes } from './personal-tokens.ts';
import { signInRoutes } from './sign-in.ts';
import { signUpRoute } from './sign-up.ts';
import { usageRoute } from './usage.ts';

/**
 * Every route under `/access`: the routes for signing up and signing in, and for the caller's own account. People who
 * have no account can call some of them, so their bodies are small.
 */
export const accessRoutes: readonly Route[] = [
  signUpRoute,
  ...signInRoutes,
  ...passwordRoutes,
  ...ownAccountRoutes,
  ...authSessionRoutes,
  ...personalTokenRoutes,
  ...appGrantRoutes,
  usageRoute,
].map((each) => ({ ...each, hasSmallBody: true }));
