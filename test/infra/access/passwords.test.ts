import { expect } from 'chai';
import { createPasswordHashing } from '../../../src/infra/access/passwords.ts';

describe('hashing passwords', () => {
  it('leaves the event loop to others while it works', async () => {
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
    // Were it done on the loop, each would take one turn, however long.
    expect(turns).to.be.greaterThan(100);
  });

  it('tells hashes of other parameters from its own', async () => {
    const passwords = createPasswordHashing();
    expect(passwords.isOutdated(await passwords.hash('Str0ng&Steel'))).to.equal(false);
    expect(passwords.isOutdated('$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHQ$aGFzaA')).to.equal(true);
  });
});
