import { sql } from 'slonik';
import { z } from 'zod';
import type { AthleteFacts } from '../../documents/signals/athlete-signals.ts';
import type { AccountId, Instant } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { progressColumn } from '../consistency/checkpoints.ts';
import { readConsistently } from '../consistency/read-consistently.ts';
import type { Reader } from '../consistency/reader.ts';
import { readModels } from '../read-models.ts';
import { parseAthleteText } from './athlete-facts-text.ts';
import { type FactsQuestion, factsStatement } from './facts-statement.ts';

/** A question of a coach: about all athletes, or about one. `now` is the time of asking. */
export type ListAthleteFacts = Readonly<{
  coach: AccountId;
  athlete?: AccountId;
  now: Instant;
  requiredPosition: RequiredPosition;
}>;

/** The stamps of the facts that the caller has already, by athlete. */
export type ListChangedFacts = Omit<ListAthleteFacts, 'athlete'> & Readonly<{ known: ReadonlyMap<AccountId, string> }>;

/**
 * The facts of an athlete with their stamp: equal stamps mean equal facts. The stamp is null while this is not certain.
 * `facts` is null if the caller has the facts with this stamp already.
 */
export type ChangedFacts = Readonly<{ athleteId: AccountId; stamp: string | null; facts: AthleteFacts | null }>;

const found = { owner: z.string().nullable(), stamp: z.string().nullable(), line: z.string().nullable() };
const row = z.object({ progress: z.string(), ...found });

/**
 * What the roster is evaluated from, of each athlete whose accepted relationship allows it now. The right and the data are
 * from one snapshot, and the statement reads nothing that the scope lacks.
 */
export async function listAthleteFacts(reader: Reader, question: ListAthleteFacts): Promise<Iterable<AthleteFacts>> {
  const all = await listFacts(reader, { ...question, known: new Map() });
  return Iterator.from(all).flatMap(({ facts }) => (facts === null ? [] : [facts]));
}

/** The same of all athletes. The facts of those whose stamp the caller knows are not read. */
export const listChangedFacts = (reader: Reader, question: ListChangedFacts): Promise<Iterable<ChangedFacts>> =>
  listFacts(reader, question);

type Question = FactsQuestion & Pick<ListAthleteFacts, 'requiredPosition'>;

async function listFacts(reader: Reader, question: Question): Promise<Iterable<ChangedFacts>> {
  const { coach, requiredPosition } = question;
  const parkedOf = sql.fragment`${coach}::text`;
  const ofAll = (model: (typeof readModels)[keyof typeof readModels]) => ({ model, owner: 'all', parkedOf }) as const;
  const { coachings, accounts, signals, schedules, profiles, auditEvents, watches } = readModels;
  const parts = [
    ...([ofAll(coachings), ofAll(accounts), ofAll(signals), ofAll(schedules), ofAll(profiles)] as const),
    ofAll(auditEvents),
    { model: watches, owner: coach },
  ] as const;
  const { rows } = await readConsistently(reader, { parts, requiredPosition }, async (sources) => {
    const all = await reader.db.any(sql.type(row)`${factsStatement(progressColumn(sources), sources, question)}`);
    return { progress: all[0]?.progress ?? '', rows: all };
  });
  return changedIn(rows);
}

/** Parses the row of an athlete when it is asked for, so that the garbage of one is gone before the next. */
function* changedIn(rows: readonly z.infer<typeof row>[]): Generator<ChangedFacts> {
  for (const { owner, stamp, line } of rows) {
    if (owner === null) continue;
    yield { athleteId: owner as AccountId, stamp, facts: line === null ? null : parseAthleteText(line) };
  }
}
