import { present } from '../../documents/presence.ts';
import type { UnitEvent } from '../../events/unit.ts';
import { type Content, checkRoom, checkUnitTexts } from './content.ts';
import type { Unit } from './state.ts';

/** Changes the name or the description of a training unit. Members that are absent in `data` stay as they are. */
export type EditUnit = Readonly<{
  type: 'EditUnit';
  data: Readonly<{ name?: string; description?: string | null }>;
}>;

export function editUnit({ data }: EditUnit, unit: Unit): UnitEvent[] {
  const { document } = present(unit.presence, 'unit');
  const after = { ...document, ...data };
  checkRoom(after, document);
  return editsOf(document, after);
}

type Texts = Pick<Content, 'name' | 'description'>;

/** The events that give a unit the name and the description of `after`, which the caller has checked. */
export function editsOf(document: Texts, after: Texts): UnitEvent[] {
  const { name, description } = after;
  if (name === document.name && description === document.description) return [];
  checkUnitTexts(after);
  return [{ type: 'UnitEdited', data: { personal: { name, description } } }];
}
