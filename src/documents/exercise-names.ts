import { wordsIn } from './search-words.ts';

/**
 * All names under which an exercise is found: its name, its aliases, and its aliases with the equipment that its name
 * has in brackets, such as `Skull Crusher Barbell` for an alias of `Lying Triceps Extension (Barbell)`.
 */
export function searchedNamesOf({
  name,
  aliases,
}: Readonly<{ name: string; aliases: readonly string[] }>): readonly string[] {
  const equipment = /\(([^()]+)\)$/.exec(name)?.[1];
  if (equipment === undefined) return [name, ...aliases];
  const wordsOfEquipment = wordsIn(equipment);
  const lacksEquipment = (alias: string) => {
    const words = wordsIn(alias);
    return !wordsOfEquipment.some((word) => words.includes(word));
  };
  return [name, ...aliases, ...aliases.filter(lacksEquipment).map((alias) => `${alias} ${equipment}`)];
}
