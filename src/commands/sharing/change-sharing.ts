import type { Sharing } from '../../documents/sharing.ts';
import type { SharingEvent } from '../../events/sharing.ts';
import { type SharingStatus, sharingStatuses } from '../../events/values.ts';
import { checkOneOf } from '../checks.ts';

/** Makes a thing private, shared or public. The grants stay. */
export type ChangeSharing = Readonly<{ type: 'ChangeSharing'; data: Readonly<{ status: SharingStatus }> }>;

export function changeSharing({ data: { status } }: ChangeSharing, { sharing }: Sharing): SharingEvent[] {
  checkOneOf('status', status, sharingStatuses);
  return status === sharing ? [] : [{ type: 'SharingChanged', data: { status } }];
}
