import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { histories } from '../imports/support/histories.ts';
import { variants } from '../imports/support/variants.ts';
import { samples } from '../support/samples.ts';
import { otherFiles } from './support/app-files.ts';
import type { Client } from './support/client.ts';
import { contentsOf, importInto, linesOf } from './support/round-trips.ts';
import { httpConfig } from './support/test-app.ts';
import { useApp } from './support/use-app.ts';
import { createHistory } from './support/whole-history.ts';

/** A folder with files of real apps, which are not in the repository. */
const folder = process.env.IRONTRACK_TEST_DATA;

describe('a history that is exported and imported into an empty account', () => {
  const the = useApp();
  let people = 0;

  async function person(): Promise<Client> {
    people += 1;
    return the.person(`person${people}@example.com`);
  }

  async function expectSameAfterExport(from: Client): Promise<Client> {
    const to = await person();
    const { text } = await from.get('/export');
    const answer = await importInto(to, { format: 'irontrack' }, text);
    expect(answer.status, answer.text).to.equal(201);
    expect(answer.json.errors, answer.text.slice(0, 2_000)).to.deep.equal([]);
    const [before, after] = [await contentsOf(from), await contentsOf(to)];
    expect(after.exercises).to.deep.equal(before.exercises);
    expect(after.sessions).to.deep.equal(before.sessions);
    expect(after.templates).to.deep.equal(before.templates);
    expect(after.measurements).to.deep.equal(before.measurements);
    expect(after.profile).to.deep.equal(before.profile);
    expect(after.schedule).to.deep.equal(before.schedule);
    return to;
  }

  it('has equal documents, with own exercises, links, supersets, notes, all ends and zones', async () => {
    const from = await person();
    await createHistory(the.app, from);
    const to = await expectSameAfterExport(from);
    const { sessions, exercises, templates } = await contentsOf(to);
    expect([sessions.length, exercises.length, templates.length]).to.deep.equal([4, 2, 4]);
    expect((await to.get('/profile')).json.trainingMaxes).to.have.length(1);
    expect(templates.join()).to.include('own My Row').and.include('own Day A');
    expect(sessions.join()).to.include('own My Row');
  });

  it('changes nothing when it is imported again, or into the account where it comes from', async () => {
    const from = await person();
    await createHistory(the.app, from);
    const to = await expectSameAfterExport(from);
    for (const client of [from, to]) {
      const before = await contentsOf(client);
      const { text } = await (client === from ? from : to).get('/export');
      const { json } = await importInto(client, { format: 'irontrack' }, text);
      expect(json.counts).to.include({ sessions: 4, sessionsAdded: 0, sessionsUpdated: 0, rejected: 0 });
      expect(await contentsOf(client)).to.deep.equal(before);
    }
    const dryRun = await importInto(
      await person(),
      { format: 'irontrack', dryRun: 'true' },
      (await to.get('/export')).text,
    );
    expect(dryRun.json.counts).to.include({ sessionsAdded: 4, rejected: 0 });
  });

  it('never takes the sessions and exercises of another account for its own', async () => {
    const from = await person();
    await createHistory(the.app, from);
    const before = await linesOf(from);
    await expectSameAfterExport(from);
    expect((await linesOf(from)).slice(1)).to.deep.equal(before.slice(1));
  });

  for (const variant of variants) {
    it(`has equal documents after an import of ${variant.title}`, () =>
      fc.assert(
        fc.asyncProperty(histories, async (history) => {
          const from = await person();
          const unit = variant.option === null ? {} : { unit: variant.option };
          const parameters = { format: variant.format, timezone: 'Europe/Berlin', ...unit };
          const { status } = await importInto(from, parameters, variant.write(history));
          expect(status).to.equal(201);
          await expectSameAfterExport(from);
        }),
        samples(3),
      ));
  }

  for (const [title, parameters, rows] of otherFiles) {
    it(`has equal documents after an import of ${title}`, async () => {
      const from = await person();
      const { status, json } = await importInto(from, { timezone: 'Europe/Berlin', ...parameters }, rows.join('\n'));
      expect(status).to.equal(201);
      expect(json.counts).to.include({ sessions: 2, rejected: 0 });
      await expectSameAfterExport(from);
    });
  }

  if (folder !== undefined) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(({ name }) =>
      name.endsWith('.csv'),
    );
    for (const { parentPath, name } of files) {
      it(`has equal documents after an import of the file ${relative(folder, join(parentPath, name))}`, async () => {
        const size = 100_000_000;
        the.app.change({ config: { ...httpConfig, importMaxBytes: size, importDirectBytes: size } });
        const from = await person();
        const bytes = readFileSync(join(parentPath, name));
        const charset = name.includes('2022') ? { charset: 'iso-2022-jp' } : {};
        const statuses: number[] = [];
        for (const format of ['hevy', 'strong']) {
          const parameters = { format, timezone: 'Europe/Berlin', unit: 'kg', ...charset };
          statuses.push((await importInto(from, parameters, bytes)).status);
        }
        // A file in units that are not known is refused as a whole.
        const isImported = statuses.includes(201);
        expect(isImported || statuses.every((status) => status === 422), statuses.join()).to.equal(true);
        expect((await contentsOf(from)).sessions.length > 0).to.equal(isImported);
        await expectSameAfterExport(from);
      });
    }
  }
});
