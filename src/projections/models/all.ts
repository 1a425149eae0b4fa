import type { Model } from '../core/model.ts';
import { accounts } from './accounts.ts';
import { exercises } from './exercises.ts';
import { imports } from './imports.ts';
import { referenceLists } from './reference-lists.ts';
import { sessions } from './sessions.ts';

/** Every read model of this build. The code for an old shape stays in the list until no version has that shape. */
export const models: readonly Model[] = [sessions, imports, accounts, referenceLists, exercises];
