import { aggregateNames, type NamedCategory } from './events/schemas.ts';

/** The codes with which a command or a query is refused. `http/problem.ts` maps each to an HTTP status. */
export type ErrorCode =
  | NotFoundCode
  | 'validation'
  | 'quota-exceeded'
  | 'id-taken'
  | 'email-taken'
  | 'session-active'
  | 'session-ended'
  | 'import-undone'
  | 'webhook-disabled'
  | 'invalid-credentials'
  | 'wrong-password'
  | 'reset-token-invalid'
  | 'not-permitted'
  | 'access-too-low'
  | 'own-account'
  | 'account-protected'
  | 'account-inactive'
  | 'role-held'
  | 'role-not-held'
  | 'item-name-taken'
  | 'directory-full'
  | 'exercise-not-yours'
  | 'exercise-name-taken'
  | 'unit-name-taken'
  | 'unit-in-use'
  | 'schedule-conflict'
  | 'plan-name-taken'
  | 'coaching-exists'
  | 'coaching-closed'
  | 'revision-mismatch'
  | 'idempotency-key-reused'
  | 'concurrent-change'
  | 'history-damaged'
  | 'read-model-behind'
  | 'unavailable';

/** One field's violation of a rule. HTTP documents the possible values of `type`, such as `value_error`. */
export type ValidationError = Readonly<{ type: string; field: string; message: string }>;

/** A thing that a refusal names, by its id and its name, if it has one. */
export type NamedThing = Readonly<{ id: string; name: string | null }>;

type DomainErrorOptions = Readonly<{
  validationErrors?: readonly ValidationError[];
  related?: readonly NamedThing[];
  namesUnknown?: boolean;
  cause?: unknown;
}>;

/** An expected refusal of a command or a query. Every other error is a defect or an outage. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly validationErrors: readonly ValidationError[];
  /** The things of the caller because of which the command is refused. */
  readonly related: readonly NamedThing[];
  /** Whether the command names something that has never existed. The command may be accepted once that exists. */
  readonly namesUnknown: boolean;

  constructor(code: ErrorCode, message: string, options: DomainErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.validationErrors = options.validationErrors ?? [];
    this.related = options.related ?? [];
    this.namesUnknown = options.namesUnknown ?? false;
  }
}

/** The names of things that may be missing besides aggregates. */
const otherNames = {
  entry: 'exercise in this training session',
  set: 'set in this exercise',
  comment: 'comment in this discussion',
  'unit-exercise': 'exercise in this training unit',
  'plan-unit': 'unit in this training plan',
  item: 'item',
  history: 'history',
  device: 'auth session',
  token: 'token',
  'app-grant': 'grant of an app',
  webhook: 'webhook',
  delivery: 'delivery',
  'parked-stream': 'parked stream',
  'read-model': 'read model',
} as const;

/** The kinds of things that may be missing. The code of the refusal is `…-not-found`. */
export type Missing = NamedCategory | keyof typeof otherNames;
export type NotFoundCode = `${Missing}-not-found`;

const names: Readonly<Record<Missing, string>> = { ...aggregateNames, ...otherNames };

const notFoundCodeOf = (what: Missing): NotFoundCode => `${what}-not-found`;
export const notFoundCodes: readonly NotFoundCode[] = (Object.keys(names) as Missing[]).map(notFoundCodeOf);

/**
 * Makes the refusal for something that does not exist, or whose existence the account may not know of. `wasDeleted` is
 * true if the account may know that it existed.
 */
export const notFound = (what: Missing, wasDeleted = false): DomainError =>
  new DomainError(notFoundCodeOf(what), `No such ${names[what]}.`, { namesUnknown: !wasDeleted });

const notFoundCodeSet: ReadonlySet<ErrorCode> = new Set(notFoundCodes);
export const isNotFound = (code: ErrorCode): boolean => notFoundCodeSet.has(code);

/** Changes a refusal so that it does not tell that the missing thing existed once. */
export const notKnown = ({ code, message, validationErrors }: DomainError): DomainError =>
  new DomainError(code, message, { validationErrors, namesUnknown: true });

/** Makes the refusal for a field whose value breaks a rule. */
export const invalid = (field: string, message: string, type = 'value_error'): DomainError =>
  new DomainError('validation', message, { validationErrors: [{ type, field, message }] });

/** For the default case of an exhaustive switch: when the switch lacks a case, the call does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
