import { expect } from 'chai';
import { DomainError } from '../../../src/errors.ts';
import { createPasswordHashing } from '../../../src/infra/access/passwords.ts';

describe('password hashing', () => {
  it('hashes passwords off the event loop', async () => {
    const passwords = createPasswordHashing();
    let turns = 0;
    let isDone = false;
    const turn = () => {
      turns += 1;
      if (!isDone) setImmediate(turn);
    };
    setImmediate(turn);
    await Promise.all(Array.from({ length: 8 }, () => passwords.hash('Str0ng&Steel')));
    isDone = true;
    // Hashing on the event loop would leave it only one turn per hash, so many turns prove that hashing runs elsewhere.
    expect(turns).to.be.greaterThan(100);
  });

  it('recognises password hashes with outdated parameters', async () => {
    const passwords = createPasswordHashing();
    expect(passwords.isOutdated(await passwords.hash('Str0ng&Steel'))).to.equal(false);
    expect(passwords.isOutdated('$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHQ$aGFzaA')).to.equal(true);
  });

  it('refuses a password as unavailable when too many are waiting', async () => {
    const passwords = createPasswordHashing();
    const outcomes = await Promise.allSettled(Array.from({ length: 300 }, () => passwords.verify('no hash', 'secret')));
    const refused = outcomes.filter((each) => each.status === 'rejected' && each.reason instanceof DomainError);
    expect(refused.length).to.be.within(90, 99);
    for (const each of refused) expect(each).to.have.nested.property('reason.code', 'unavailable');
  });
});
