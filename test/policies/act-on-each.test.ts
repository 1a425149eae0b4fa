import { expect } from 'chai';
import { DomainError, type ErrorCode } from '../../src/errors.ts';
import { actOnEach } from '../../src/policies/act-on-each.ts';

describe('acting on each thing that an event concerns', () => {
  /** Acts on the things 1, 2 and 3, of which some are refused. Returns those acted on, and the code of the error. */
  async function actWith(refusals: Readonly<Record<number, ErrorCode>>): Promise<unknown[]> {
    const done: unknown[] = [];
    await actOnEach([1, 2, 3], async (thing) => {
      const code = refusals[thing];
      if (code) throw new DomainError(code, 'Refused.');
      done.push(thing);
    }).catch((error: DomainError) => done.push(error.code));
    return done;
  }

  it('goes on after a final refusal, which it reports at the end', async () => {
    expect(await actWith({})).to.deep.equal([1, 2, 3]);
    expect(await actWith({ 1: 'history-damaged', 2: 'quota-exceeded' })).to.deep.equal([3, 'history-damaged']);
  });

  it('stops at a refusal that passes, so that the policy acts on all of them again', async () => {
    expect(await actWith({ 1: 'history-damaged', 2: 'unavailable' })).to.deep.equal(['unavailable']);
  });
});
