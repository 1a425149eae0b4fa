import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { metricsWith } from './support/metrics.ts';

const textOf = (path: string): string => readFileSync(join(import.meta.dirname, '../../..', path), 'utf8');
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name ?? '');

/** The families that a text uses. The series of a histogram end in a word of their own. */
const usedIn = (text: string): Set<string> =>
  new Set(
    found(text, /\b((?:irontrack|nodejs|process)_[a-z0-9_]+)/g).map((name) => name.replace(/_(bucket|count|sum)$/, '')),
  );

describe('the documents about metrics', () => {
  let families: readonly string[];
  before(async () => {
    families = found((await metricsWith().read()).text, /^# TYPE (\S+)/gm);
  });

  it('describe each family that /metrics prints, and no other', () => {
    expect(found(textOf('docs/metrics.md'), /^\| `([a-z0-9_]+)` \|/gm).toSorted()).to.deep.equal(families.toSorted());
  });

  it('have the type of each family', async () => {
    const printed = found((await metricsWith().read()).text, /^# TYPE (\S+ \S+)/gm);
    const rows = [...textOf('docs/metrics.md').matchAll(/^\| `([a-z0-9_]+)` \| (\w+) \|/gm)];
    expect(rows.map(([, name, type]) => `${name} ${type}`)).to.have.members(printed);
  });

  for (const path of ['deploy/prometheus/irontrack.rules.yml', 'deploy/grafana/irontrack.json']) {
    it(`use families that exist in ${path}`, () => {
      const used = usedIn(textOf(path));
      expect(used).to.not.be.empty;
      expect([...used].filter((name) => !families.includes(name))).to.deep.equal([]);
    });
  }

  it('say what to do about each alert, and about no other', () => {
    const alerts = found(textOf('deploy/prometheus/irontrack.rules.yml'), /alert: (\w+)/g);
    expect(found(textOf('docs/alerts.md'), /^## (\w+)$/gm)).to.deep.equal(alerts);
  });
});
