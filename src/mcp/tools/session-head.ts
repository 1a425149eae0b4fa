import { z } from 'zod';
import type { SessionDocument } from '../../documents/session.ts';
import { localTime } from '../frame/shown.ts';
import { at, sessionId } from './examples.ts';

export type Summary = Omit<SessionDocument, 'exercises' | 'notes'> &
  Readonly<{ exerciseCount: number; setCount: number }>;

export const head = {
  id: z.string(),
  name: z.string().nullable(),
  status: z.string(),
  startedAt: z.string(),
  minutes: z.int().nullable(),
  revision: z.int(),
};

export const headOf = ({
  id,
  name,
  status,
  startedAt,
  timezone,
  durationSeconds,
  revision,
}: Summary | SessionDocument) => ({
  ...{ id, name, status, startedAt: localTime(startedAt, timezone), revision },
  minutes: durationSeconds === null ? null : Math.round(durationSeconds / 60),
});

export const exampleHead = {
  id: sessionId,
  name: 'Legs',
  status: 'completed',
  startedAt: at,
  minutes: 60,
  revision: 4,
};
