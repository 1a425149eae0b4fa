import { z } from 'zod';
import { counted } from '../../documents/audit/words.ts';
import type { AccountId, Instant, TimeZone } from '../../events/ids.ts';
import { anyId, integer } from '../../http/requests/fields.ts';
import { cursor, limitOf, localTime, next } from '../frame/shown.ts';
import { type Tool, tool } from '../frame/tool.ts';
import { athleteId, sessionId } from './examples.ts';
import type { Summary } from './session-head.ts';

type Row = Readonly<{
  athleteId: string;
  name: string | null;
  email: string;
  needsAttention: boolean;
  signals: readonly Readonly<{ reason: string; isSeen: boolean }>[];
  lastSession?: Readonly<{ day: string }> | null;
}>;

/** How many reasons of an athlete are told. */
const shownReasons = 4;

const rosterTool = tool({
  name: 'coach_roster',
  title: 'Athletes',
  description: 'The athletes, those that need attention first, with new reasons.',
  scope: 'coach',
  input: z.strictObject({ from: integer(0, 500).default(0), limit: limitOf(15, 40) }),
  output: z.strictObject({ athletes: z.array(z.string()), nextFrom: z.int().nullable() }),
  example: {
    arguments: {},
    result: {
      athletes: [`${athleteId} Ana, last session 2026-03-01. Has missed 2 sessions in a row.`],
      nextFrom: null,
    },
  },
  handle: async ({ call }, { from, limit }) => {
    const { athletes } = (await call<{ athletes: readonly Row[] }>('getRoster')).body;
    const shown = athletes.slice(from, from + limit).map(athleteText);
    return { athletes: shown, nextFrom: from + limit < athletes.length ? from + limit : null };
  },
});

function athleteText({ athleteId: id, name, email, signals, lastSession }: Row): string {
  const reasons = signals.flatMap(({ isSeen, reason }) => (isSeen ? [] : [reason])).slice(0, shownReasons);
  return [`${id} ${name ?? email}, last session ${lastSession?.day ?? 'unknown'}.`, ...reasons].join(' ');
}

const athlete = anyId<AccountId>();

const timelineTool = tool({
  name: 'athlete_timeline',
  title: "Athlete's sessions",
  description: 'Sessions of an athlete, newest first.',
  scope: 'coach',
  input: z.strictObject({ athlete, limit: limitOf(15, 50), cursor }),
  output: z.strictObject({ sessions: z.array(z.string()), next }),
  example: {
    arguments: { athlete: athleteId },
    result: { sessions: [`${sessionId} Legs, 2026-03-01 13:00 Europe/Berlin, completed, 12 sets`], next: null },
  },
  handle: async ({ call }, { athlete: id, limit, cursor: after }) => {
    const query = { pageSize: String(limit), after };
    const path = { athleteId: id };
    const found = await call<{ items: readonly Summary[] }>('listSessionsOfAthlete', { path, query });
    return { sessions: found.body.items.map(sessionText), next: found.next };
  },
});

const sessionText = ({ id, name, startedAt, timezone, status, setCount }: Summary): string =>
  `${id} ${name ?? 'Session'}, ${localTime(startedAt, timezone)}, ${status}, ${counted(setCount, 'set')}`;

type Told = Readonly<{ sentence: string; recordedAt: Instant; about: Readonly<{ kind: string; id: string }> }>;

const auditTool = tool({
  name: 'athlete_audit',
  title: "Athlete's audit",
  description: 'What has changed, in sentences, newest first.',
  scope: 'coach',
  input: z.strictObject({ athlete, limit: limitOf(20, 50), cursor }),
  output: z.strictObject({ events: z.array(z.string()), next }),
  example: {
    arguments: { athlete: athleteId },
    result: { events: ['2026-03-01 18:05 UTC session: Set 1 of Squat logged: 100 kg × 5'], next: null },
  },
  handle: async ({ call }, { athlete: id, limit, cursor: after }) => {
    const query = { limit: String(limit), after };
    const asked = { path: { athleteId: id }, query };
    const { body } = await call<{ items: readonly Told[]; next: string | null }>('listAuditHistoryOfAthlete', asked);
    return { events: body.items.map(lineOf), next: body.next };
  },
});

const lineOf = ({ sentence, recordedAt, about }: Told): string =>
  `${localTime(recordedAt, 'UTC' as TimeZone)} ${about.kind}: ${sentence}`;

export const coachTools: readonly Tool[] = [rosterTool, timelineTool, auditTool];
