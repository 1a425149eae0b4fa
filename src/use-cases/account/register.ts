import type { ActingAs } from '../../commands/account/admission.ts';
import type { AccountDecider } from '../../commands/account/decider.ts';
import type { RegisterAccount } from '../../commands/account/register-account.ts';
import type { Account } from '../../commands/account/state.ts';
import { emailClaim } from '../../commands/account/state.ts';
import type { Execute, Outcome } from '../../commands/execute.ts';
import { accountFold } from '../../documents/account.ts';
import { present, replay } from '../../documents/presence.ts';
import { DomainError } from '../../errors.ts';
import type { CommandMark } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import { parseStream } from '../../events/streams.ts';
import { defaultRole } from '../../events/values.ts';
import type { UniquenessClaims } from '../../ports/claims.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { EventStore } from '../../ports/event-store.ts';
import type { Keys } from '../../ports/keys.ts';
import type { AccountContext } from './account-context.ts';
import {
  createVerifyRepeatedPassword,
  isDefinitelyRejected,
  type NewCredential,
  type RunPasswordCheck,
} from './credential.ts';

type Data = RegisterAccount['data'];

/** The data of a new account. `email` may be in any case. By default the account is active and has the default role. */
export type Registration = Readonly<
  Pick<Data, 'accountId' | 'email' | 'name'> &
    Partial<Pick<Data, 'isActive' | 'isSuperuser' | 'role'>> & {
      credential: NewCredential;
      as: ActingAs;
      /** Runs the password check of a repeated request, for example under a rate limit. */
      runPasswordCheck?: RunPasswordCheck;
    }
>;

export type Register = (request: Registration, context: AccountContext) => Promise<Outcome<Account>>;

type Ports = Readonly<{
  execute: Execute;
  account: AccountDecider;
  keys: Keys;
  credentials: Credentials;
  claims: UniquenessClaims;
  store: EventStore;
}>;

/**
 * Registers an account; refuses with `email-taken` unless the same request, sent before, took the address. Stores the
 * credential and the data key before the event, because an account without them is unusable and blocks its address. A
 * rejected request discards its credential, but not the data key, with which a parallel attempt may have encrypted its
 * event; so the data key is created only after the address is claimed.
 */
export const createRegister = (ports: Ports): Register => {
  const { credentials } = ports;
  const verifyRepeatedPassword = createVerifyRepeatedPassword(ports);

  return async (request, context) => {
    const { accountId, credential, runPasswordCheck } = request;
    await credentials.keep(accountId, credential.id, credential.password);
    const outcome = await sendOrRecover(ports, request, context);
    if (outcome.events > 0) return outcome;
    await credentials.discard(accountId, credential.id);
    await verifyRepeatedPassword(present(outcome.presence, 'account'), credential.password, runPasswordCheck);
    return outcome;
  };
};

/** Sends the registration. If it is rejected, returns the outcome of the same request sent before, if there is one. */
async function sendOrRecover(ports: Ports, request: Registration, context: AccountContext): Promise<Outcome<Account>> {
  const email = request.email.trim().toLowerCase();
  try {
    return await send(ports, { ...request, email }, context);
  } catch (error) {
    if (!isDefinitelyRejected(error)) throw error;
    await ports.credentials.discard(request.accountId, request.credential.id);
    const earlier = error.code === 'email-taken' && context.mark && (await registeredBy(ports, email, context.mark));
    if (earlier) return earlier;
    throw error;
  }
}

function send({ execute, account, keys }: Ports, request: Registration, context: AccountContext) {
  const { accountId, email, name, credential, as } = request;
  const { isActive = true, isSuperuser = false, role = defaultRole } = request;
  const data = { accountId, email, name, isActive, isSuperuser, role, credentialId: credential.id };
  const beforeAppend = () => keys.create(accountId);
  const command = { type: 'RegisterAccount', as, data } as const;
  return execute(account, accountId, [command], { ...context, owner: accountId, beforeAppend });
}

/**
 * The outcome of the earlier request with this idempotency key that registered the address; null when there is none.
 */
async function registeredBy(
  { claims, store }: Ports,
  email: string,
  mark: CommandMark,
): Promise<Outcome<Account> | null> {
  const holder = await claims.holder(emailClaim(email));
  const events = holder ? await store.read(holder) : [];
  const revision = events.findIndex(({ metadata }) => metadata.command?.digest === mark.digest);
  const last = events.at(-1);
  if (!holder || !last || revision < 0) return null;
  if (events[revision]?.metadata.command?.fingerprint !== mark.fingerprint) {
    throw new DomainError('idempotency-key-reused', 'This idempotency key was used for another request.');
  }
  const presence = replay(accountFold, events.slice(0, revision + 1));
  return {
    ...{ presence, revision, owner: parseStream(holder).id as AccountId, position: last.position },
    ...{ events: 0, isRepetition: true },
  };
}
