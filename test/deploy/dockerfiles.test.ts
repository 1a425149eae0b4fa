import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { validate } from 'dockerfile-utils';
import { root } from './support/compose.ts';

const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

for (const path of ['Dockerfile', 'deploy/pgbouncer/Dockerfile']) {
  describe(path, () => {
    it(`${path} has no mistake and no deprecated instruction`, () => {
      expect(validate(textOf(path)).map(({ message }) => message)).to.deep.equal([]);
    });

    it(`${path} runs as a user without rights`, () => {
      const users = [...textOf(path).matchAll(/^USER (\w+)$/gm)].map(([, user]) => user);
      expect(users).to.have.length(1).and.not.include('root');
    });
  });
}

describe('the context of the image', () => {
  const sent = textOf('.dockerignore').split('\n');

  it('contains every file that the Dockerfile copies', () => {
    const copies = [...textOf('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)];
    const sources = copies.flatMap(([, names = '']) => names.split(' '));
    expect(sources).to.include('package-lock.json');
    expect(sources.filter((name) => !existsSync(join(root, name)))).to.deep.equal([]);
    expect(sources.filter((name) => !sent.includes(`!${name}`))).to.deep.equal([]);
  });

  it('leaves out everything else, such as secrets', () => {
    expect(sent).to.include('*').and.not.include('!secrets');
  });
});
