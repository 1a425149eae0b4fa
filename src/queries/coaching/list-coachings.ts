import { type FragmentSqlToken, sql } from 'slonik';
import type { CoachingStatus } from '../../events/coaching-values.ts';
import type { AccountId } from '../../events/ids.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import type { Reader } from '../consistency/reader.ts';
import type { Source } from '../consistency/sources.ts';
import { allOf } from '../statements/conditions.ts';
import { type ListPage, list, type Page } from '../statements/list.ts';
import { type CoachingReader, coachingParts, isOfferedTo, itemFor, joinPeople } from './shown.ts';

/** A request for a page of coaching relationships: those of the caller on one side, or all for a superuser. */
export type ListCoachings = Page &
  Readonly<{
    caller: AccountId;
    as: CoachingReader;
    status?: CoachingStatus | undefined;
    requiredPosition: RequiredPosition;
  }>;

/** A page of coaching relationships with the people of both sides, sorted by when they began. */
export const listCoachings = (reader: Reader, question: ListCoachings): Promise<ListPage> =>
  list(reader, { ...question, parts: coachingParts(question.caller) }, (sources) => ({
    matching: sql.fragment`
      SELECT s.id, s.created_at, ${itemFor(question.as)} AS item
      FROM ${sources[0].table} s ${joinPeople(question.as, sources[1])}
      WHERE ${conditionsOf(question, sources)}`,
    sortKey: { column: sql.fragment`created_at`, type: 'instant' },
  }));

const conditionsOf = ({ caller, as, status }: ListCoachings, sources: readonly [Source, Source]): FragmentSqlToken =>
  allOf(
    sql.fragment`s.doc IS NOT NULL`,
    as === 'athlete' && sql.fragment`s.owner = ${caller}`,
    as === 'coach' && isOfferedTo(caller, sources),
    status !== undefined && sql.fragment`s.status = ${status}`,
  );
