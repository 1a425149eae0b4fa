import type { Model } from '../core/projection.ts';
import { accounts } from './accounts.ts';
import { exercises } from './exercises.ts';
import { imports } from './imports.ts';
import { referenceLists } from './reference-lists.ts';
import { sessions } from './sessions.ts';

/** Every read model of this build; a shape that is being replaced stays beside the new one until no version has it. */
export const models: readonly Model[] = [sessions, imports, accounts, referenceLists, exercises];
