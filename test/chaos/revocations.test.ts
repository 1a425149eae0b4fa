import { expect } from 'chai';
import { eventually } from '../projections/support/eventually.ts';
import { createRandom } from '../projections/support/training.ts';
import { strikeRedis } from './support/faults/redis-faults.ts';
import { signUpVisitor, type Visits, visit } from './support/load/visitor.ts';
import { doRandomAction } from './support/load/visitor-actions.ts';
import { signInSuperuser } from './support/member.ts';
import { redisFaults, seed, timeoutOf } from './support/size.ts';
import { useSharedInstallation } from './support/use-installation.ts';

const visitorCount = 10;
const actionsPerFault = 10;

describe(`revocations with seed ${seed}`, () => {
  const suite = useSharedInstallation();

  it('rejects all ended tokens and accepts all valid ones while Redis loses its data', async function () {
    this.timeout(timeoutOf(redisFaults, 15));
    const { installation, apis } = suite;
    const random = createRandom(seed);
    const superuser = { cookie: (await signInSuperuser(installation, suite.api)).cookie ?? '' };
    const visits: Visits = { random, apis, superuser, violations: [], done: new Map() };
    const visitors = await Promise.all(Array.from({ length: visitorCount }, () => signUpVisitor(visits)));

    const enough = new AbortController();
    const signal = AbortSignal.any([enough.signal, suite.ended]);
    const visiting = visitors.map((visitor, number) =>
      visit({ ...visits, random: createRandom(seed + number + 1) }, visitor, doRandomAction, signal),
    );
    const struck = await strikeRedis(installation, { random, count: redisFaults, signal });
    const total = () => [...visits.done.values()].reduce((sum, times) => sum + times, 0);
    await eventually(async () => expect(total()).to.be.greaterThan(actionsPerFault * redisFaults), 60_000);
    enough.abort();
    await Promise.all(visiting);

    const actions = [...visits.done].map(([name, times]) => `${times} × ${name}`);
    if (this.test) this.test.title += ` (${actions.join(', ')}; ${struck.join(', ')})`;
    expect(visits.violations).to.deep.equal([]);
  });
});
