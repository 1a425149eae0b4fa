import type { Client } from 'openapi-fetch';
import type { components, paths } from './generated/api.ts';
import { ApiError, bodyOf } from './problem.ts';

export type Session = components['schemas']['TrainingSession'];
export type ChangeSession = (session: Session) => components['schemas']['ReplaceSessionRequest'];

/** The header of a command that is meant for this revision of a document only. */
export const ifMatch = ({ revision }: Readonly<{ revision: number }>) => ({ 'If-Match': `"${revision}"` }) as const;

const maxEdits = 5;

/** Reads a session, changes it and stores it, again when another client has changed the session in between. */
export async function editSession(api: Client<paths>, id: string, change: ChangeSession): Promise<Session> {
  for (let attempt = 1; ; attempt += 1) {
    const path = { id };
    const found = await bodyOf(api.GET('/api/v1/training-sessions/{id}', { params: { path } }));
    const put = api.PUT('/api/v1/training-sessions/{id}', {
      params: { path, header: ifMatch(found) },
      body: change(found),
    });
    try {
      return await bodyOf(put);
    } catch (error) {
      const isStale = error instanceof ApiError && error.problem?.code === 'revision-mismatch';
      if (!isStale || attempt === maxEdits) throw error;
    }
  }
}
