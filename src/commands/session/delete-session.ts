import type { NoData } from '../../events/event.ts';
import type { SessionEvent } from '../../events/session.ts';

export type DeleteSession = Readonly<{ type: 'DeleteSession'; data: NoData }>;

export const deleteSession = (): SessionEvent[] => [{ type: 'SessionDeleted', data: {} }];
