import { boundWords, type LinkToType, type Schema, typeWords } from './schema-words.ts';

/** Markdown of a table. Bars and line breaks in cells are escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(' | ')} |\n`;
  return `\n${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}`;
}

const cellText = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');

/** A table of the members of an object; other types are one line. */
export function membersTable(schema: Schema, link: LinkToType): string {
  const parts = [schema, ...(schema.allOf ?? [])];
  const members = parts.flatMap(({ properties, required = [] }) =>
    Object.entries(properties ?? {}).map(([name, member]) => ({ name, member, isRequired: required.includes(name) })),
  );
  if (members.length === 0) return `\n${[typeWords(schema, link), boundWords(schema)].filter(Boolean).join('; ')}\n`;
  const rows = members.map(({ name, member, isRequired }) => [
    `\`${name}\`${isRequired ? '' : ' (optional)'}`,
    ...valueCells(member, member.description, link),
  ]);
  return table(['member', 'type', 'meaning'], rows);
}

/** The cells for the type and the meaning of a value. */
export function valueCells(schema: Schema, description: string | undefined, link: LinkToType): readonly string[] {
  const bounds = boundWords(schema);
  return [typeWords(schema, link), [description, bounds && `(${bounds})`].filter(Boolean).join(' ')];
}
