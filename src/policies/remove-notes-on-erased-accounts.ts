import type { Execute } from '../commands/execute.ts';
import { watch } from '../commands/watch/decider.ts';
import type { RecordedEvent } from '../events/event.ts';
import type { AccountId } from '../events/ids.ts';
import { parseStream } from '../events/streams.ts';
import { defaultRole } from '../events/values.ts';
import type { NotesChanged, WatchId } from '../events/watch.ts';
import type { Clock } from '../ports/clock.ts';
import { actOnEach } from './act-on-each.ts';
import type { Policy } from './policy.ts';

/** A watch with notes on an athlete, and the coach who has written them. */
export type NotedWatch = Readonly<{ id: WatchId; coach: AccountId }>;

type Dependencies = Readonly<{
  execute: Execute;
  clock: Clock;
  newId: () => string;
  isErased: (account: AccountId) => Promise<boolean>;
  /** The watches with notes on the account, by the events up to the position at least. */
  listNoted: (question: Readonly<{ athlete: AccountId; position: bigint }>) => Promise<readonly NotedWatch[]>;
}>;

/**
 * Whenever an account is erased, removes the notes that coaches have on it. Whenever notes are written on an account that is
 * erased already, removes them too: when the policy acts on the later one of the two events, it reads the earlier one.
 */
export function removeNotesOnErasedAccounts({ isErased, listNoted, ...ports }: Dependencies): Policy {
  async function remove({ id, coach }: NotedWatch, athleteId: AccountId, cause: RecordedEvent): Promise<void> {
    // The notes of an erased coach are gone with the coach.
    if (await isErased(coach)) return;
    await ports.execute(watch, id, [{ type: 'WriteNotes', data: { watchId: id, athleteId, text: null } }], {
      ...{ actor: { id: coach, role: defaultRole, via: 'policy' }, by: coach, owner: coach },
      ...{ correlationId: ports.newId(), causationId: cause.id, receivedAt: ports.clock() },
    });
  }
  return {
    name: 'remove-notes-on-erased-accounts',
    whenever: new Set(['AccountErased', 'NotesChanged']),
    minAgeMs: 0,
    async act(event) {
      const { stream, metadata, position } = event;
      const { id } = parseStream(stream);
      if (event.type === 'AccountErased') {
        const athlete = id as AccountId;
        await actOnEach(await listNoted({ athlete, position }), (noted) => remove(noted, athlete, event));
        return;
      }
      const { athleteId, personal } = event.data as NotesChanged['data'];
      if (personal.text === null || !(await isErased(athleteId))) return;
      await remove({ id: id as WatchId, coach: metadata.owner as AccountId }, athleteId, event);
    },
  };
}
