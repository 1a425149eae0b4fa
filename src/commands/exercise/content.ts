import type { Content } from '../../documents/exercise.ts';
import { invalid } from '../../errors.ts';
import type { Texts, Traits } from '../../events/exercise.ts';
import {
  aliasLength,
  catalogueNameLength,
  difficulties,
  exerciseCategories,
  forces,
  isImagePath,
  itemId,
  maxAliases,
  mechanics,
  metrics,
  safetyLength,
} from '../../events/values.ts';
import { checkInteger, checkName, checkNotes, checkOneOf } from '../checks.ts';
import { references } from './references.ts';

/** Refuses the content of an exercise if it breaks a rule of events/values.ts; otherwise returns it. */
export function checkContent(content: Content): Content {
  checkTexts(content);
  checkTraits(content);
  return content;
}

function checkTexts({ name, aliases, instructions, safety }: Texts): void {
  checkName('name', name, catalogueNameLength);
  if (aliases.length > maxAliases) throw invalid('aliases', `An exercise has at most ${maxAliases} aliases.`);
  for (const alias of aliases) checkName('aliases', alias, aliasLength);
  checkNotes('instructions', instructions);
  checkNotes('safety', safety, safetyLength);
}

function checkTraits(traits: Traits): void {
  checkOneOf('category', traits.category, exerciseCategories);
  checkOneOf('difficultyLevel', traits.difficultyLevel, difficulties);
  checkOneOf('force', traits.force, forces);
  checkOneOf('mechanic', traits.mechanic, mechanics);
  for (const metric of traits.metrics) checkOneOf('metrics', metric, metrics);
  for (const list of Object.keys(references) as (keyof typeof references)[]) {
    for (const id of traits[list]) checkInteger(list, id, itemId);
  }
  for (const field of ['imagePathStart', 'imagePathEnd'] as const) {
    const path = traits[field];
    if (path !== null && !isImagePath(path)) throw invalid(field, 'This is not a path to a picture.');
  }
}

/** The data of an own exercise's event. Its texts are personal data, unlike those of a catalogue exercise. */
export function ownDataOf({ name, aliases, instructions, safety, ...traits }: Content): Traits & { personal: Texts } {
  return { ...traits, personal: { name, aliases, instructions, safety } };
}
