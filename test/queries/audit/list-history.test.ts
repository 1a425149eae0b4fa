import { expect } from 'chai';
import { createAuditQueries } from '../../../src/queries/audit/audit-queries.ts';
import { auditPorts, ownHistory } from './support/own-history.ts';

const question = { ...ownHistory, filters: {}, sortOrder: 'desc', after: null, limit: 50 } as const;

/** A page of the history of an athlete whose reads are recorded by this function. */
const pageWith = (record: () => Promise<void>) =>
  createAuditQueries({ ...auditPorts, store: { read: async () => [] }, dataReads: { record } }).listHistory({
    ...question,
    requiredPosition: () => 0n,
  });

describe('a page of the history', () => {
  it('is answered only after the read is recorded', async () => {
    const { promise: recorded, resolve } = Promise.withResolvers<void>();
    const steps: string[] = [];
    const page = pageWith(() => recorded.then(() => void steps.push('recorded'))).then(() => steps.push('answered'));
    resolve();
    await page;
    expect(steps).to.deep.equal(['recorded', 'answered']);
  });

  it('is refused when the read cannot be recorded', async () => {
    const refused = await pageWith(() => Promise.reject(new Error('lost'))).catch((error: Error) => error.message);
    expect(refused).to.equal('lost');
  });
});
