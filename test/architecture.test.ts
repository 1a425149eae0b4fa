import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { violations } from './support/arrows.ts';

describe('the folder map', () => {
  it('holds for every import', () => {
    expect(violations(join(import.meta.dirname, '..'))).to.deep.equal([]);
  });

  describe('finds what is planted', () => {
    let root: string;
    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), 'irontrack-arrows-'));
      for (const folder of ['src', 'cli', 'client', 'console', 'embedded']) mkdirSync(join(root, folder));
    });
    afterEach(() => rmSync(root, { recursive: true }));

    const planted: readonly (readonly [title: string, file: string, text: string, imports: string])[] = [
      ['a command that reads a table', 'src/commands/a.ts', "import '../queries/b.ts';", '../queries/b.ts'],
      ['a command that uses a package', 'src/commands/a.ts', "import { z } from 'zod';", 'zod'],
      ['a command that reads the clock of the machine', 'src/commands/a.ts', "import 'node:os';", 'node:os'],
      ['a rule of progression that commands', 'src/training/a.ts', "import '../commands/b.ts';", '../commands/b.ts'],
      [
        'a query that commands, if only for a type',
        'src/queries/a.ts',
        "import type { B } from '../commands/b.ts';",
        '../commands/b.ts',
      ],
      ['a route that talks to Postgres', 'src/http/a.ts', "export { sql } from 'slonik';", 'slonik'],
      ['a projection that imports late', 'src/projections/a.ts', "await import('../http/b.ts');", '../http/b.ts'],
      ['an adapter that knows a rule', 'src/infra/a.ts', "import '../commands/b.ts';", '../commands/b.ts'],
      ['a client that knows the service', 'client/a.ts', "import '../src/errors.ts';", '../src/errors.ts'],
      ['a page that knows the service', 'console/a.tsx', "import '../src/errors.ts';", '../src/errors.ts'],
      ['a file without a place', 'src/utils/a.ts', '', 'is in no part of the folder map'],
    ];
    for (const [title, file, text, imports] of planted) {
      it(title, () => {
        mkdirSync(dirname(join(root, file)), { recursive: true });
        writeFileSync(join(root, file), text);
        expect(violations(root)).to.deep.equal([{ file, imports }]);
      });
    }
  });
});
