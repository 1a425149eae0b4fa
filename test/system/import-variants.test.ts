import { expect } from 'chai';
import { variants } from '../imports/support/variants.ts';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { contentsOf, expected, historyOf } from './support/history.ts';
import { argumentsOf, parametersOf, runImport, sendCsv, sendForm, sessionsOf, zone } from './support/imports.ts';

const length = 20;

describe('an export', () => {
  const suite = useSystems();
  let system: System;
  before(async () => {
    system = await sharedSystem();
  });

  for (const [index, variant] of variants.entries()) {
    const history = historyOf(7_000 * (index + 1), length);
    const csv = variant.write(history);
    const sets = history.flatMap(({ exercises }) => exercises.flatMap((exercise) => exercise.sets)).length;
    const counts = { sessions: length, sessionsAdded: length, sets, added: sets, updated: 0, removed: 0, rejected: 0 };
    const parameters = parametersOf(variant);

    it(`an export of ${variant.title} is read back as it was written, after each of the three ways to import it`, async () => {
      const byCommand = await system.client(`variant-cli-${index}@example.com`);
      const { code, stdout, stderr } = await runImport(
        suite,
        system,
        csv,
        argumentsOf(`variant-cli-${index}@example.com`, parameters),
      );
      expect(code, stderr).to.equal(0);
      expect(JSON.parse(stdout).counts).to.include(counts);

      const byForm = await system.client(`variant-form-${index}@example.com`);
      const byBody = await system.client(`variant-body-${index}@example.com`);
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
