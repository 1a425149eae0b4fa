import { invalid } from '../../../errors.ts';
import { isPlanned } from '../../../events/planned.ts';
import type { Entry } from '../../../events/session.ts';
import { modes, supersetGroup } from '../../../events/values.ts';
import { checkInteger, checkName, checkNotes, checkOneOf } from '../../checks.ts';

/** Refuses an entry that breaks a rule of events/values.ts. */
export function checkEntry(entry: Entry): void {
  checkName('name', entry.personal.name);
  checkOneOf('mode', entry.mode, modes);
  checkInteger('supersetGroup', entry.supersetGroup, supersetGroup);
  checkNotes('notes', entry.personal.notes);
  checkName('planned', entry.personal.planned);
  if (entry.planned && !isPlanned(entry.planned)) throw invalid('planned', 'These are not targets that a unit has.');
}
