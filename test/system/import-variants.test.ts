import { expect } from 'chai';
import { variants } from '../imports/support/variants.ts';
import { type System, systemsOf } from '../support/system.ts';
import { contentsOf, expected, historyOf } from './support/history.ts';
import { optionsOf, parametersOf, runImport, sendCsv, sendForm, sessionsOf, zone } from './support/imports.ts';

const length = 30;

describe('an export', () => {
  const suite = systemsOf();
  let system: System;
  before(async () => {
    system = await suite.start({ seeds: true });
  });

  for (const [index, variant] of variants.entries()) {
    const history = historyOf(7_000 * (index + 1), length);
    const csv = variant.write(history);
    const sets = history.flatMap(({ exercises }) => exercises.flatMap((exercise) => exercise.sets)).length;
    const counts = { sessions: length, sessionsAdded: length, sets, added: sets, updated: 0, removed: 0, rejected: 0 };
    const parameters = parametersOf(variant);

    it(`of ${variant.title} comes back from the service as it was written, by whichever door it went in`, async () => {
      const byCommand = await system.client(`cli-${index}@example.com`);
      const { code, stdout, stderr } = await runImport(
        suite,
        system,
        csv,
        optionsOf(`cli-${index}@example.com`, parameters),
      );
      expect(code, stderr).to.equal(0);
      expect(JSON.parse(stdout).counts).to.include(counts);

      const byForm = await system.client(`form-${index}@example.com`);
      const byBody = await system.client(`body-${index}@example.com`);
      for (const answer of [await sendForm(byForm, csv, parameters), await sendCsv(byBody, csv, parameters)]) {
        expect(answer.status).to.equal(201);
        expect(answer.json).to.deep.include({ status: 'completed', format: variant.format, errors: [] });
        expect(answer.json.counts).to.include(counts);
      }
      for (const client of [byCommand, byForm, byBody]) {
        const sessions = await sessionsOf(client, 7);
        expect(sessions.map(contentsOf)).to.deep.equal(expected(history, variant, zone));
      }
    });
  }
});
