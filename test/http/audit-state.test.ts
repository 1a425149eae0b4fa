import { expect } from 'chai';
import type { Client } from './support/client.ts';
import { useApp } from './support/use-app.ts';

describe('GET /audit/state', () => {
  const the = useApp();
  let athlete: Client;
  let session: string;
  const documents: object[] = [];

  beforeEach(async () => {
    athlete = await the.person();
    session = (await athlete.post('/training-sessions', { name: 'Push', timezone: 'UTC' })).json.id;
    const here = `/training-sessions/${session}`;
    documents.length = 0;
    documents.push((await athlete.get(here)).json);
    for (const change of [{ notes: 'tired' }, { name: 'Pull' }]) {
      await athlete.patch(here, change);
      documents.push((await athlete.get(here)).json);
    }
  });

  const stateAt = async (query = '', client = athlete) => client.get(`/audit/state?kind=session&id=${session}${query}`);

  it('shows the document as its route answered it after each revision', async () => {
    for (const [revision, document] of documents.entries()) {
      const { json } = await stateAt(`&revision=${revision}`);
      expect(json).to.deep.include({ kind: 'session', id: session, status: 'present', revision, document });
    }
  });

  it('shows the last state without a revision, and no document after the deletion', async () => {
    expect((await stateAt()).json).to.deep.include({ revision: 2, document: documents[2] });
    await athlete.delete(`/training-sessions/${session}`);
    expect((await stateAt()).json).to.deep.include({ status: 'gone', revision: 3, document: null });
    expect((await stateAt('&revision=1')).json).to.deep.include({ document: documents[1] });
  });

  it('shows what was recorded by a time', async () => {
    expect((await stateAt('&at=2026-03-01T12:00:00Z')).json).to.deep.include({ document: documents[2] });
    const before = { status: 'absent', revision: null, recordedAt: null, document: null };
    expect((await stateAt('&at=2026-03-01T11:59:59.999999Z')).json).to.deep.include(before);
  });

  it('refuses a revision that does not exist, and a revision with a time', async () => {
    expect((await stateAt('&revision=3')).status).to.equal(422);
    expect((await stateAt('&revision=1&at=2026-03-01T12:00Z')).status).to.equal(422);
  });

  it('answers 404 to another account', async () => {
    const stranger = await the.person('stranger@example.com');
    const { status, json } = await stateAt('', stranger);
    expect({ status, code: json.code }).to.deep.equal({ status: 404, code: 'history-not-found' });
  });
});
