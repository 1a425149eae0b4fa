import { localDay } from '../../documents/local-day.ts';
import { type AthleteFacts, athleteSignals, zoneOf } from '../../documents/signals/athlete-signals.ts';
import type { RosterRow } from '../../documents/signals/roster-row.ts';
import type { Evidence } from '../../documents/signals/signal.ts';
import type { ToldSignal } from '../../documents/signals/signals.ts';
import { notFound } from '../../errors.ts';
import type { AccountId } from '../../events/ids.ts';
import { readerOf } from '../audit/reader.ts';
import type { Dependencies } from '../dependencies.ts';
import { accountId } from '../examples.ts';
import type { Caller } from '../guards.ts';
import { json, jsonText } from '../reply.ts';
import { response } from '../responses/response.ts';
import { type Route, route } from '../route.ts';
import { exampleRoster, exampleSignals } from './roster-examples.ts';
import { athletePath } from './roster-requests.ts';
import { roster, signalsOfAthlete } from './roster-responses.ts';

const tag = 'coaching';

/** A signal as clients see it: with the revisions of its events by stream. */
const toldSignal = ({ events, isSeen, ...signal }: ToldSignal) => ({
  ...signal,
  events: revisionsByStream(events),
  isSeen,
});

const revisionsByStream = (events: readonly Evidence[]) =>
  [...Map.groupBy(events, ({ stream }) => stream)].map(([stream, own]) => ({
    stream,
    revisions: [...new Set(own.map(({ revision }) => revision))].toSorted((one, other) => one - other),
  }));

/** The JSON texts of rows. A row never changes, and the next roster may have the same one. */
const texts = new WeakMap<RosterRow, string>();

function textOf(row: RosterRow): string {
  const text = texts.get(row) ?? JSON.stringify({ ...row, signals: row.signals.map(toldSignal) });
  texts.set(row, text);
  return text;
}

/** Records that the caller has read data of athletes, before they are answered. */
export function recordReads(
  { dataReads, clock }: Dependencies,
  caller: Caller,
  operation: string,
  athletes: readonly AccountId[],
) {
  const reader = readerOf(caller, 'coach');
  return dataReads.record(athletes.map((athlete) => ({ athlete, reader, operation, about: null, at: clock() })));
}

/** What a coach may know of an athlete now. Refuses without an accepted relationship. */
export async function factsOfAthlete(
  { queries, clock }: Dependencies,
  { account, requiredPosition }: Caller,
  athlete: AccountId,
): Promise<AthleteFacts> {
  const [found] = await queries.listAthleteFacts({ coach: account.id, athlete, now: clock(), requiredPosition });
  if (!found) throw notFound('coaching');
  return found;
}

/** The routes that tell a coach which athletes need attention, and why. */
export const rosterRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/coaching/roster',
    operationId: 'getRoster',
    tag,
    guard: 'trainer',
    summary: 'List your athletes, those that need attention first, with the reasons.',
    description:
      'All athletes of accepted relationships that have not expired, at most 500. Signals are evaluated for the day that it ' +
      'is for the athlete. What the scope does not allow is absent, and signals that need it are not told.',
    request: {},
    responses: { 200: response(roster) },
    problems: ['read-model-behind'],
    example: { response: { status: 200, body: exampleRoster } },
    handle:
      (deps) =>
      async ({ caller }) => {
        const { account, requiredPosition } = caller;
        const found = await deps.getRoster({ coach: account.id, now: deps.clock(), requiredPosition });
        const ids = found.map(({ athleteId }) => athleteId);
        await recordReads(deps, caller, 'getRoster', ids);
        const needAttention = found.filter((row) => row.needsAttention).length;
        return jsonText(`{"athletes":[${found.map(textOf).join()}],"needAttention":${needAttention}}`);
      },
  }),
  route({
    method: 'get',
    path: '/api/v1/coaching/athletes/:athleteId/signals',
    operationId: 'listSignalsOfAthlete',
    tag,
    guard: 'trainer',
    summary: "List an athlete's signals, the most urgent first.",
    description:
      'Needs an accepted coaching relationship. Each signal is told if the scope has the parts that it is made of.',
    request: { path: athletePath },
    responses: { 200: response(signalsOfAthlete) },
    problems: ['coaching-not-found', 'read-model-behind'],
    example: {
      request: { path: { athleteId: accountId } },
      response: { status: 200, body: exampleSignals },
    },
    handle:
      (deps) =>
      async ({ path: { athleteId }, caller }) => {
        const facts = await factsOfAthlete(deps, caller, athleteId);
        const today = localDay(deps.clock(), zoneOf(facts));
        const { signals } = athleteSignals(facts, today);
        await recordReads(deps, caller, 'listSignalsOfAthlete', [athleteId]);
        return json({ athleteId, today, signals: signals.map(toldSignal) });
      },
  }),
];
