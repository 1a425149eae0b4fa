import type { SessionEvent } from '../../events/session.ts';

export type DeleteSession = Readonly<{ type: 'DeleteSession'; data: Record<never, never> }>;

export const deleteSession = (): SessionEvent[] => [{ type: 'SessionDeleted', data: {} }];
