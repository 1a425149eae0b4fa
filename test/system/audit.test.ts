import { expect } from 'chai';
import { type System, sharedSystem, useSystems } from '../support/system.ts';
import { documentOf, documentsOf, expectRefusal, linesOf } from './support/ends.ts';

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

  it('history and export have the events of everything, and corrections what was changed after the end', async () => {
    const listed = documentsOf(await system.cli('audit', 'history', email, '--json'));
    expect(listed.at(-1)).to.deep.include({ about: { kind: 'session', id: session } });
    expect(linesOf(await system.cli('audit', 'history', email))[0]).to.equal('RECORDED\tLAG\tACTOR\tABOUT\tEVENT');
    const exported = documentsOf(await system.cli('audit', 'export', email));
    expect(exported.at(-1)).to.deep.equal({ line: 'end', events: listed.length });
    expect(linesOf(await system.cli('audit', 'export', email, '--format', 'csv'))).to.have.length(listed.length + 1);
    expect(documentsOf(await system.cli('audit', 'corrections', email, '--json'))).to.deep.equal([]);
    const athlete = await system.client(email);
    const { items } = (await athlete.get('/audit/reads?capacity=operator&pageSize=100')).json;
    expect(items.map(({ operation }: { operation: string }) => operation)).to.include.members([
      ...['listAuditHistory', 'exportAuditHistory', 'listCorrections'],
    ]);
  });

  it('refuses what does not exist', async () => {
    expectRefusal(await audit('show', '--at', '9'), /no revision 9/);
    expectRefusal(await audit('show', '--at', 'noon'), /neither a revision nor a time/);
    expectRefusal(await audit('diff', '0', '9'), /no revision 9/);
    const missing = await system.cli('audit', 'events', email, 'plan', session);
    expectRefusal(missing, /No such history/);
  });
});
