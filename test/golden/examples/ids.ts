import type {
  AccountId,
  AuthSessionId,
  CoachingId,
  CommentId,
  CredentialId,
  DiscussionId,
  EntryId,
  ExerciseId,
  ImportId,
  Instant,
  MeasurementId,
  PlanId,
  PlanUnitId,
  SessionId,
  SetId,
  SupportAccessId,
  TimeZone,
  UnitExerciseId,
  UnitId,
} from '../../../src/events/ids.ts';
import type { WatchId } from '../../../src/events/watch.ts';

export const accountId = '01900000-0000-7000-8000-00000000000a' as AccountId;
export const authSessionId = '01900000-0000-7000-8000-000000000051' as AuthSessionId;
export const firstCredentialId = '01900000-0000-7000-8000-000000000030' as CredentialId;
export const credentialId = '01900000-0000-7000-8000-000000000031' as CredentialId;
export const sessionId = '01900000-0000-7000-8000-000000000001' as SessionId;
export const importId = '01900000-0000-7000-8000-000000000002' as ImportId;
export const bodyImportId = '01900000-0000-7000-8000-000000000003' as ImportId;
export const entryId = '01900000-0000-7000-8000-000000000011' as EntryId;
export const setId = '01900000-0000-7000-8000-000000000021' as SetId;
export const exerciseId = '01900000-0000-7000-8000-000000000041' as ExerciseId;
export const ownExerciseId = '01900000-0000-7000-8000-000000000042' as ExerciseId;
export const granteeId = '01900000-0000-7000-8000-0000000000a2' as AccountId;
export const unitId = '01900000-0000-7000-8000-000000000061' as UnitId;
export const measurementId = '01900000-0000-7000-8000-000000000081' as MeasurementId;
export const unitExerciseId = '01900000-0000-7000-8000-000000000062' as UnitExerciseId;
export const planId = '01900000-0000-7000-8000-000000000071' as PlanId;
export const planUnitId = '01900000-0000-7000-8000-000000000072' as PlanUnitId;
export const coachingId = '01900000-0000-7000-8000-0000000000c1' as CoachingId;
export const supportAccessId = '01900000-0000-7000-8000-0000000000d1' as SupportAccessId;
export const requestedId = '01900000-0000-7000-8000-0000000000c2' as CoachingId;
export const watchId = '01900000-0000-7000-8000-0000000000d1' as WatchId;
export const discussionId = '01900000-0000-7000-8000-0000000000d5' as DiscussionId;
export const commentId = '01900000-0000-7000-8000-0000000000d6' as CommentId;
export const timezone = 'Europe/Berlin' as TimeZone;
export const start = '2026-01-10T08:00:00.000000Z' as Instant;
export const end = '2026-01-10T09:30:00.000000Z' as Instant;
