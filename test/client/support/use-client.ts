import { type ClientOptions, createClient, type IronTrack } from '../../../client/irontrack.ts';
import { password } from '../../http/support/client.ts';
import { type UsedApp, useApp } from '../../http/support/use-app.ts';

type Fetch = NonNullable<ClientOptions['fetch']>;

export type UsedClient = UsedApp &
  Readonly<{
    /** A signed-in client. `intercept` gets each request in place of the network, with the function that sends it. */
    signedIn: (intercept?: (request: Request, send: Fetch) => Promise<Response>) => Promise<IronTrack>;
    clientWith: (options: Partial<ClientOptions>) => IronTrack;
  }>;

/** Starts an app for each test of the suite, and creates clients of it that do not wait between two attempts. */
export function useClient(): UsedClient {
  const the = useApp();
  const clientWith: UsedClient['clientWith'] = (options) =>
    createClient({ baseUrl: the.app.origin, maxDelayMs: 0, ...options });
  const signedIn: UsedClient['signedIn'] = async (intercept = (request, send) => send(request)) => {
    const email = 'athlete@example.com';
    await the.person(email);
    const client = clientWith({ fetch: (request) => intercept(request, fetch) });
    await client.signIn(email, password);
    return client;
  };
  return Object.assign(Object.create(the) as UsedApp, { signedIn, clientWith });
}
