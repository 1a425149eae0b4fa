import { type FragmentSqlToken, sql } from 'slonik';
import type { AccountId } from '../../events/ids.ts';
import { personOf } from '../coaching/shown.ts';
import type { Part, Source } from '../consistency/sources.ts';
import { readModels } from '../read-models.ts';

/** The rows of support accesses and the accounts of both sides, in all lanes. */
export const accessParts = (caller: AccountId): readonly [Part, Part] => {
  const parkedOf = sql.fragment`${caller}::text`;
  return [
    { model: readModels.supportAccesses, owner: 'all', parkedOf },
    { model: readModels.accounts, owner: 'all', parkedOf },
  ];
};

/** SQL that joins as `people` the JSON of both accounts of the row `s`: `athlete` and `superuser`, null once erased. */
export const joinSides = (accounts: Source): FragmentSqlToken => sql.fragment`
  LEFT JOIN ${accounts.table} athlete ON athlete.id = s.owner
  LEFT JOIN ${accounts.table} superuser ON superuser.id = s.superuser
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object(
      'athlete', ${personOf(sql.fragment`athlete.doc`)}, 'superuser', ${personOf(sql.fragment`superuser.doc`)}) AS people
  ) AS told ON true`;

/** SQL for the JSON text of the row `s` with both sides. */
export const accessItem = sql.fragment`(s.doc::jsonb || told.people)::text`;
