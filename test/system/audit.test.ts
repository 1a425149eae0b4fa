import { expect } from 'chai';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { documentOf, expectRefusal, linesOf } from './support/ends.ts';

const email = 'audit@example.com';

describe('irontrack audit', () => {
  useSystems();
  let system: System;
  let session: string;
  let document: object;
  before(async () => {
    system = await sharedSystem();
    const athlete = await system.client(email);
    session = (await athlete.post('/training-sessions?replace=complete', { name: 'Push', timezone: 'UTC' })).json.id;
    document = (await athlete.get(`/training-sessions/${session}`)).json;
    await athlete.patch(`/training-sessions/${session}`, { name: 'Pull' });
  });

  const audit = (command: string, ...rest: readonly string[]) =>
    system.cli('audit', command, email, 'session', session, ...rest);

  it('events prints each event with its sentence', async () => {
    const [headings, ...rows] = linesOf(await audit('events'));
    expect(headings).to.equal('REVISION\tRECORDED\tLAG\tACTOR\tEVENT');
    expect(rows.map((row) => row.split('\t').at(-1)?.slice(0, 22))).to.deep.equal([
      'Session “Push” started',
      'Session: name “Push” →',
    ]);
  });

  it('show prints the document as it was, and diff the differences', async () => {
    expect(documentOf(await audit('show', '--at', '0', '--json'))).to.deep.include({ revision: 0, document });
    expect(documentOf(await audit('show', '--at', '2020-01-01T00:00Z', '--json'))).to.include({ status: 'absent' });
    expect(linesOf(await audit('diff', '0', '1'))).to.deep.equal(['Session: name “Push” → “Pull”']);
  });

  it('refuses what does not exist', async () => {
    expectRefusal(await audit('show', '--at', '9'), /no revision 9/);
    expectRefusal(await audit('show', '--at', 'noon'), /neither a revision nor a time/);
    expectRefusal(await audit('diff', '0', '9'), /no revision 9/);
    const missing = await system.cli('audit', 'events', email, 'plan', session);
    expectRefusal(missing, /No such history/);
  });
});
