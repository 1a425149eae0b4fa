import { type AccountDocument, foldAccount } from '../../documents/account.ts';
import { DomainError } from '../../errors.ts';
import type { AccountEvent } from '../../events/account.ts';
import type { Actor, CommandMark, RecordedEvent } from '../../events/event.ts';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { Claims } from '../../ports/claims.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Execute } from '../execute.ts';
import { account, emailClaim } from './decider.ts';

export type SignUp = Readonly<{
  accountId: AccountId;
  email: string;
  name: string | null;
  password: string;
  isSuperuser: boolean;
  via: Actor['via'];
  correlationId: string;
  receivedAt: Instant;
  mark?: CommandMark;
  /** No account is at any revision before it is registered: a conditional sign-up is refused. */
  ifRevision?: number;
}>;

/** After these nothing was registered. */
const refusals: ReadonlySet<string> = new Set(['email-taken', 'revision-mismatch']);

type Ports = Readonly<{ execute: Execute; keys: Keys; credentials: Credentials; claims: Claims; store: EventStore }>;

/**
 * Registers an account with its key and password. Both are made before the event, for an account without them
 * could not be used and its address not be taken again; the password is forgotten where the event is refused.
 * Refuses with `email-taken`, unless the address was taken by this very request, sent before.
 */
export const signUpWith =
  (ports: Ports) =>
  async (request: SignUp): Promise<AccountDocument> => {
    const { execute, keys, credentials } = ports;
    const { accountId, name, password, isSuperuser, via, correlationId, receivedAt, mark, ifRevision } = request;
    const email = request.email.trim().toLowerCase();
    await keys.create(accountId);
    await credentials.create(accountId, password);
    try {
      const data = { accountId, email, name, isSuperuser };
      const { document } = await execute(account, accountId, [{ type: 'RegisterAccount', data }], {
        actor: { id: accountId, role: 'application-access', via },
        by: accountId,
        owner: accountId,
        correlationId,
        causationId: correlationId,
        receivedAt,
        ...(mark && { mark }),
        ...(ifRevision !== undefined && { ifRevision }),
      });
      return document;
    } catch (error) {
      if (!(error instanceof DomainError && refusals.has(error.code))) throw error;
      await credentials.discard(accountId);
      const earlier = error.code === 'email-taken' && mark && (await registeredBy(ports, email, mark));
      if (earlier) return earlier;
      throw error;
    }
  };

/** The account that a request with the same idempotency key registered, as it was then. */
async function registeredBy(
  { claims, store }: Ports,
  email: string,
  mark: CommandMark,
): Promise<AccountDocument | null> {
  const holder = await claims.holder(emailClaim(email));
  const events = (holder ? await store.read(holder) : []) as readonly RecordedEvent<AccountEvent>[];
  const at = events.findIndex(({ metadata }) => metadata.command?.digest === mark.digest);
  if (at < 0) return null;
  if (events[at]?.metadata.command?.fingerprint !== mark.fingerprint) {
    throw new DomainError('idempotency-key-reused', 'This idempotency key was used for another request.');
  }
  return events.slice(0, at + 1).reduce<AccountDocument | null>(foldAccount, null);
}
