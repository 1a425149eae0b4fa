import type { AccountDocument } from '../../src/documents/account.ts';
import { print, shown } from '../terminal.ts';

export const json = { type: 'boolean', default: false, describe: 'Print one JSON document' } as const;
export const jsonLines = { type: 'boolean', default: false, describe: 'Print one JSON document a line' } as const;
export const account = { type: 'string', demandOption: true, describe: 'E-mail address or id of the account' } as const;

const standingOf = ({ isActive }: AccountDocument): string => (isActive ? 'active' : 'inactive');
const rightsOf = ({ isSuperuser }: AccountDocument): string => (isSuperuser ? 'administrator' : 'user');

/** An account as a line of tab-separated members. */
export const lineOf = (each: AccountDocument): string =>
  [each.id, each.createdAt.slice(0, 19), standingOf(each), rightsOf(each), each.roleSlug, each.email, each.name ?? '']
    .map(shown)
    .join('\t');

/** An account as lines of one member each. */
export const linesOf = (each: AccountDocument): string[] =>
  [
    ['id', each.id],
    ['email', each.email],
    ['name', each.name ?? ''],
    ['standing', standingOf(each)],
    ['rights', rightsOf(each)],
    ['role', each.roleSlug],
    ['created', each.createdAt],
    ['updated', each.updatedAt],
  ].map((member) => member.map(shown).join('\t'));

export const printJson = (document: object): void => print(JSON.stringify(document));
