import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import { createPasswordTurns } from '../../../src/infra/access/password-turns.ts';
import { codeOf } from '../../use-cases/support/code-of.ts';

/** How many turns of one process run at the same time. */
const atOnce = 4;
const nextTick = () => new Promise((resolve) => setImmediate(resolve));

describe('turns of password checks', () => {
  const limits = { perAccount: 2, perAddress: 10 };

  it('are at most two per account and ten per address, and free again when they end', async () => {
    const turns = createPasswordTurns({ ...limits, perAddress: 3 });
    const first = await turns.take({ address: '203.0.113.1', account: 'ana' });
    await turns.take({ address: '203.0.113.2', account: 'ana' });
    expect(await turns.take({ address: '203.0.113.3', account: 'ana' })).to.equal(null);
    first?.[Symbol.dispose]();
    expect(await turns.take({ address: '203.0.113.1', account: 'ana' })).not.to.equal(null);
    await turns.take({ address: '203.0.113.1', account: 'bea' });
    void turns.take({ address: '203.0.113.1', account: null });
    expect(await turns.take({ address: '203.0.113.1', account: 'eve' })).to.equal(null);
  });

  it('count waiting checks too, and an IPv6 network as one address', async () => {
    const turns = createPasswordTurns({ ...limits, perAddress: 6 });
    for (let host = 1; host <= 6; host += 1) void turns.take({ address: `2001:db8::${host}`, account: null });
    expect(await turns.take({ address: '2001:db8::ffff', account: null })).to.equal(null);
    void turns.take({ address: '2001:db8:0:1::1', account: null });
  });

  it('have no limits when these are 0', async () => {
    const turns = createPasswordTurns({ perAccount: 0, perAddress: 0 });
    const taken = Array.from({ length: 30 }, () => turns.take({ address: '203.0.113.1', account: 'ana' }));
    expect(await Promise.race([Promise.all(taken.slice(0, atOnce)), nextTick()])).to.have.lengthOf(atOnce);
  });

  it('go to one address after the other, so that a busy address delays another one by one check', async () => {
    const turns = createPasswordTurns(limits);
    const order: string[] = [];
    const ask = async (address: string) => {
      using turn = await turns.take({ address, account: null });
      order.push(turn ? address : 'refused');
      await nextTick();
    };
    const busy = ['203.0.113.1', '203.0.113.2'];
    const asked = busy.flatMap((address) => Array.from({ length: 10 }, () => ask(address)));
    asked.push(ask('198.51.100.7'));
    await Promise.all(asked);
    expect(order).to.have.lengthOf(21).and.not.to.include('refused');
    expect(order.indexOf('198.51.100.7')).to.be.below(atOnce + busy.length + 1);
  });

  it('are refused with unavailable when too many addresses wait', async () => {
    const turns = createPasswordTurns(limits);
    for (let host = 0; host < 504; host += 1) {
      void turns.take({ address: `203.0.${host >> 8}.${host & 255}`, account: null });
    }
    expect(await codeOf(turns.take({ address: '198.51.100.7', account: null }))).to.equal('unavailable');
  });

  it('end also when the work of a turn fails', async () => {
    const turns = createPasswordTurns(limits);
    const fail = async () => {
      using _turn = await turns.take({ address: '203.0.113.1', account: 'ana' });
      throw new DomainError('wrong-password', 'Wrong.');
    };
    for (let time = 0; time < 20; time += 1) expect(await codeOf(fail())).to.equal('wrong-password');
  });
});
