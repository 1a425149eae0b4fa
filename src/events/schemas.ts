import type { AccountEvent } from './account.ts';
import type { AnyEvent } from './event.ts';
import type { ExerciseEvent } from './exercise.ts';
import type { ImportEvent } from './import.ts';
import type { ReferenceListEvent } from './reference-list.ts';
import type { SessionEvent } from './session.ts';

/** Every event of this service. */
export type DomainEvent = AccountEvent | SessionEvent | ImportEvent | ReferenceListEvent | ExerciseEvent;

/** The schema that each type is written in today. A change of shape is a new number and an upcaster. */
const schemas: Readonly<Record<DomainEvent['type'], number>> = {
  AccountRegistered: 2,
  AccountRenamed: 1,
  EmailChanged: 1,
  AccountDeactivated: 1,
  AccountReactivated: 1,
  SuperuserGranted: 1,
  SuperuserRevoked: 1,
  RoleAssigned: 1,
  RoleRevoked: 1,
  PasswordChanged: 1,
  PasswordResetOffered: 1,
  SignedOutEverywhere: 1,
  AccountErased: 1,
  ClaimLapsed: 1,
  SessionStarted: 1,
  SessionRenamed: 1,
  SessionNoted: 1,
  SessionTimesCorrected: 1,
  SessionCompleted: 1,
  SessionAborted: 1,
  SessionDeleted: 1,
  ExerciseAdded: 1,
  ExerciseCorrected: 1,
  ExerciseRemoved: 1,
  ExercisesReordered: 1,
  SetLogged: 1,
  SetCorrected: 1,
  SetRemoved: 1,
  SetsReordered: 1,
  ImportStarted: 1,
  ImportReachedSessions: 1,
  ImportCompleted: 1,
  ImportRowsRejected: 1,
  ImportUndoBegun: 1,
  ImportUndone: 1,
  DirectoryItemAdded: 1,
  DirectoryItemRenamed: 1,
  DirectoryItemRemoved: 1,
  CatalogueExerciseAdded: 1,
  CatalogueExerciseRevised: 1,
  OwnExerciseAdded: 1,
  OwnExerciseRevised: 1,
  ExerciseDeleted: 1,
};

/** Every event type this build knows. */
export const eventTypes = Object.keys(schemas) as readonly DomainEvent['type'][];

/** The schema number that events of `type` are written with. Throws for a type that does not exist. */
export function schemaOf(type: string): number {
  const schema = (schemas as Readonly<Record<string, number>>)[type];
  if (schema === undefined) throw new Error(`Unknown event type ${type}`);
  return schema;
}

/** Turns data of schema n, the key, into data of schema n + 1. */
type Upcasters = Readonly<Record<string, Readonly<Record<number, (data: object) => object>>>>;
const upcasters: Upcasters = {
  // An account's first password went by the account's own id.
  AccountRegistered: { 1: (data) => ({ ...data, credentialId: (data as { accountId: string }).accountId }) },
};

/** Whether this build can read events of that type and schema. */
export const knows = (type: string, schema: number): boolean => {
  const current = (schemas as Readonly<Record<string, number>>)[type];
  return current !== undefined && schema <= current;
};

/** The event's data in today's shape. Throws for what `knows` denies. */
export function upcast({ type, data }: AnyEvent, schema: number, known: Upcasters = upcasters): object {
  let current: object = data;
  for (let version = schema; version < schemaOf(type); version += 1) {
    const step = known[type]?.[version];
    if (!step) throw new Error(`No upcaster for ${type} from schema ${version}`);
    current = step(current);
  }
  return current;
}
