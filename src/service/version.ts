import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../infra/local/package-root.ts';

/** The version of this service in `package.json`. */
export const version: string = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')).version;
