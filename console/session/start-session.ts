import { api, bodyOf } from '../api/client.ts';
import { isNetworkFailure, isOnline } from '../api/online.ts';
import { send } from '../api/outbox.ts';
import { browserZone } from '../api/profile.ts';
import { invalidate } from '../api/query.ts';
import type { Schemas } from '../api/schemas.ts';

type Start = Readonly<{ name?: string; unitId?: string; plan?: NonNullable<Schemas['CurrentUnit']['plan']> }>;

/**
 * Starts a session and returns its id. The service refuses it while another one is active. Without network the session
 * begins here, and the service learns of it later.
 */
export async function startSession(start: Start): Promise<string> {
  const id = crypto.randomUUID();
  const body = { ...start, id, timezone: browserZone() };
  try {
    if (!navigator.onLine) throw new TypeError('The browser has no network');
    await bodyOf(api.POST('/api/v1/training-sessions', { body }));
    invalidate(new Set(['session']));
  } catch (error) {
    if (!isNetworkFailure(error)) throw error;
    isOnline.value = false;
    await send({ operation: 'startSession', body });
  }
  return id;
}
