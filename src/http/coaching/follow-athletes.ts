import { setTimeout as delay } from 'node:timers/promises';
import type { AccountId } from '../../events/ids.ts';
import type { AthleteChanges, AthleteChangesPage, LanePlaces } from '../../queries/coaching/list-athlete-changes.ts';
import { readerOf } from '../audit/reader.ts';
import type { Dependencies } from '../dependencies.ts';
import { createCheck, orNull, paceOf, waitingAfter } from '../following.ts';
import type { Caller } from '../guards.ts';
import type { Incoming } from '../route.ts';
import { placesText } from './live-places.ts';

/** The shortest pause before a right is checked that should have ended: the clock of the database decides. */
const shortestMs = 50;
/** The pause after a change, so that many changes at once are one event. */
const pauseMs = 250;

type Following = Readonly<{ start: LanePlaces | null; caller: Caller; incoming: Incoming }>;

/**
 * Yields as server-sent events what the athletes of a coach have changed, each when it can be read, and which athletes
 * the coach has gained or lost. The athletes' access logs record the reads before the client receives the events.
 */
export async function* followAthletes(
  deps: Dependencies,
  { start, caller, incoming }: Following,
): AsyncGenerator<string, void> {
  const { queries } = deps;
  const { retryMs, checkMs, over } = paceOf(deps, caller, incoming);
  const coach = caller.account.id;
  let page = await queries.listAthleteChanges({ coach, after: start, requiredPosition: caller.requiredPosition });
  await record(deps, caller, idsOf(page), []);
  const isContinued = start?.layout === page.next.layout && !page.isTooMuch;
  const known = JSON.stringify({ athletes: idsOf(page), reset: start !== null && !isContinued });
  const place = isContinued && start ? start : page.next;
  yield `retry: ${retryMs}\nevent: begin\nid: ${placesText(place)}\ndata: ${known}\n\n`;
  const missed = isContinued ? eventOf(page, idsOf(page)) : '';
  if (missed !== '') yield missed;
  const isAdmitted = createCheck(incoming, checkMs);
  while (!over.aborted && (await isAdmitted())) {
    const pause = AbortSignal.any([over, AbortSignal.timeout(restMs(page, checkMs))]);
    await untilChanged(queries, page.athletes, pause);
    if (over.aborted) return;
    const next = await orNull(queries.listAthleteChanges({ coach, after: page.next, requiredPosition: () => 0n }));
    if (!next) return;
    const before = idsOf(page);
    // Reads that go on without a change are recorded only with each check.
    const isTold = ({ athleteId, changed }: AthleteChanges) =>
      pause.aborted || changed.length > 0 || !before.includes(athleteId);
    await record(deps, caller, idsOf({ athletes: next.athletes.filter(isTold) }), before);
    page = next;
    const event = eventOf(page, before);
    // A comment at other times would tell of changes that the scope does not allow.
    if (event !== '' || pause.aborted) yield event || ': no change\n\n';
    await delay(Math.min(pauseMs, checkMs), undefined, { signal: over }).catch(() => {});
  }
}

const idsOf = ({ athletes }: Pick<AthleteChangesPage, 'athletes'>): readonly AccountId[] =>
  athletes.map(({ athleteId }) => athleteId);

/**
 * Records the read of each athlete. For athletes who were followed `before`, records that their earlier read goes on.
 */
async function record(
  { dataReads, clock }: Dependencies,
  caller: Caller,
  athletes: readonly AccountId[],
  before: readonly AccountId[],
): Promise<void> {
  const read = { reader: readerOf(caller, 'coach'), operation: 'followAthletes', about: null, at: clock() };
  const goesOn = (athlete: AccountId) => before.includes(athlete) && { goesOn: true as const };
  await dataReads.record(athletes.map((athlete) => ({ athlete, ...read, ...goesOn(athlete) })));
}

/** The longest pause before the next read: the first end of a right also ends the pause. */
function restMs({ athletes }: AthleteChangesPage, checkMs: number): number {
  const ends = athletes.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [Date.parse(expiresAt) - Date.now()]));
  return Math.min(checkMs, Math.max(shortestMs, Math.min(...ends)));
}

/** Waits for a change of any athlete. Who has no athlete waits for the pause. */
async function untilChanged(
  { waitForChanges }: Pick<Dependencies['queries'], 'waitForChanges'>,
  athletes: readonly AthleteChanges[],
  pause: AbortSignal,
): Promise<void> {
  const first = new AbortController();
  const signal = AbortSignal.any([pause, first.signal]);
  const paused = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const changes = athletes.map(({ athleteId: owner, after }) =>
    waitForChanges({ owner, ...waitingAfter(after), signal }),
  );
  await Promise.race([paused, ...changes]);
  first.abort();
}

/** The event about a page; nothing when nothing has changed. */
function eventOf(page: AthleteChangesPage, before: readonly AccountId[]): string {
  const ids = idsOf(page);
  const changed = page.athletes.filter((athlete) => athlete.changed.length > 0);
  const data = {
    athletes: changed.map(({ athleteId, changed: changes }) => ({ athleteId, changes })),
    begun: ids.filter((id) => !before.includes(id)),
    ended: before.filter((id) => !ids.includes(id)),
    reset: page.isTooMuch,
  };
  const isEmpty = !data.reset && [data.athletes, data.begun, data.ended].every(({ length }) => length === 0);
  return isEmpty ? '' : `event: athletes\nid: ${placesText(page.next)}\ndata: ${JSON.stringify(data)}\n\n`;
}
