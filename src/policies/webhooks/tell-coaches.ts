import type { AccountId } from '../../events/ids.ts';
import { athleteTypeOf } from '../../events/schemas.ts';
import { parseStream } from '../../events/streams.ts';
import type { Attempt, Change, Changes, WebhookDeliveries } from '../../ports/webhook-deliveries.ts';
import { type AskedRights, type CoachRights, mayKnow, mayKnowKind } from '../../queries/coaching/coach-rights.ts';

export type TellCoachesOptions = Readonly<{
  deliveries: Pick<WebhookDeliveries, 'tellsCoaches' | 'told' | 'forget'>;
  listCoachRights: (question: AskedRights) => Promise<readonly CoachRights[]>;
}>;

/** What webhooks of coaches need: their changes, the check before each request, and the deletion of what they may not know any more. */
export type TellCoaches = Readonly<{
  /** Returns the changes, and a copy of each change for each coach who may know of it. */
  withCoaches: (part: Changes) => Promise<Changes>;
  /** Whether the coach may still know of what a delivery is about; true for a delivery to the athlete. */
  mayTell: (attempt: Pick<Attempt, 'account' | 'athlete' | 'stream'>) => Promise<boolean>;
  /** Deletes the deliveries to coaches who have no right any more: about athletes whose relationships have changed, or about all. */
  forgetWithdrawn: (changes: readonly Change[] | 'all') => Promise<void>;
}>;

const changedStream = ({ account: athlete, stream, position }: Change) => ({ athlete, stream, position });

export function createTellCoaches({ deliveries, listCoachRights }: TellCoachesOptions): TellCoaches {
  return { withCoaches, mayTell, forgetWithdrawn };

  async function withCoaches(part: Changes): Promise<Changes> {
    const known = part.changes.filter(({ type }) => athleteTypeOf(type) !== null);
    if (known.length === 0 || !(await deliveries.tellsCoaches())) return part;
    const rights = await listCoachRights({ changes: known.map(changedStream) });
    const toCoaches = (change: Change): readonly Change[] => {
      const type = athleteTypeOf(change.type);
      if (type === null) return [];
      const { account: athlete, stream } = change;
      const coaches = rights.filter((each) => each.athlete === athlete && mayKnow(each, stream));
      return coaches.map(({ coach }) => ({ ...change, account: coach, athlete, type }));
    };
    return { ...part, changes: part.changes.flatMap((change) => [change, ...toCoaches(change)]) };
  }

  async function mayTell({ account, athlete, stream }: Pick<Attempt, 'account' | 'athlete' | 'stream'>) {
    if (athlete === null) return true;
    const rights = await listCoachRights({ changes: [{ athlete, stream, position: 0n }] });
    return rights.some((each) => each.coach === account && mayKnow(each, stream));
  }

  async function forgetWithdrawn(changes: readonly Change[] | 'all'): Promise<void> {
    const ofRelationships =
      changes === 'all' ? null : changes.filter(({ stream }) => parseStream(stream).category === 'coaching');
    if (ofRelationships?.length === 0) return;
    const told = await deliveries.told(ofRelationships?.map(({ account }) => account) ?? null);
    if (told.length === 0) return;
    // No certain stream, because the rights on all kinds of things count. They include the changes of the relationships.
    const asked = told.map(({ athlete }) => ({
      athlete,
      stream: '',
      position: lastOf(athlete, ofRelationships ?? []),
    }));
    const rights = await listCoachRights({ changes: asked });
    const isAllowed = ({ coach, athlete, kind }: (typeof told)[number]) =>
      rights.some((each) => each.coach === coach && each.athlete === athlete && mayKnowKind(each.scope, kind));
    const withdrawn = told.filter((each) => !isAllowed(each));
    if (withdrawn.length > 0) await deliveries.forget(withdrawn);
  }
}

const lastOf = (athlete: AccountId, changes: readonly Change[]): bigint =>
  changes.reduce((last, { account, position }) => (account === athlete && position > last ? position : last), 0n);
