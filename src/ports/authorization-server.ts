import type { Scope } from '../events/token-values.ts';
import type { GrantHolder } from './app-grants.ts';

/** A request of an app that waits for the consent of an account. */
export type ConsentRequest = Readonly<{
  appName: string;
  clientId: string;
  /** The scopes for which the app asks. */
  scopes: readonly Scope[];
  /** For which resource the tokens are. */
  resource: string;
  /** Where the browser goes after the decision. */
  redirectUri: string;
}>;

/**
 * The server of OAuth 2.1, which gives the apps of others access to accounts that consent to it. It reads requests and
 * writes responses of these types itself, because standards define their formats.
 */
export interface AuthorizationServer<Incoming = unknown, Outgoing = unknown> {
  /** The address of the service, as apps know it. */
  readonly issuer: string;
  /** Answers a request of an app, or the browser's request on its behalf. */
  answer(req: Incoming, res: Outgoing): Promise<void>;
  /** The request that this browser is asked about; null when there is none, or when it has expired. */
  findRequest(req: Incoming, res: Outgoing): Promise<ConsentRequest | null>;
  /**
   * Grants these scopes of the request. Returns the address to which the browser goes; null when the account has as
   * many grants as it may. Fails when there is no request.
   */
  allow(
    exchange: Readonly<{ req: Incoming; res: Outgoing }>,
    holder: GrantHolder,
    scopes: readonly Scope[],
  ): Promise<string | null>;
  /** Refuses the request. Returns the address to which the browser goes. */
  deny(req: Incoming, res: Outgoing): Promise<string>;
}
