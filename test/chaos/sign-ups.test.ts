import { expect } from 'chai';
import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountEvent } from '../../src/events/account.ts';
import { clientOf, password } from '../http/support/client.ts';
import { attempt } from './support/asking.ts';
import { expectChains, logOf } from './support/audit.ts';
import { type Installation, installations } from './support/installation.ts';
import type { Role } from './support/role.ts';

const [many, some] = [50, 16];

describe('many sign-ups with one e-mail address', function () {
  this.timeout(120_000);
  const begin = installations();
  let installation: Installation;
  let apis: readonly [Role, Role];
  before(async () => {
    installation = await begin();
    apis = [await installation.serve(), await installation.serve()];
  });
  afterEach(() => expect(apis.flatMap((api) => api.lost() ?? [])).to.deep.equal([]));

  const passwordOf = (number: number) => `${password}_${number}`;
  const signUp = (email: string, number: number) => {
    const text = passwordOf(number);
    const body = { email, password: text, confirmPassword: text };
    return attempt(apis[number % 2]?.address() ?? '', '', { method: 'POST', path: '/access/signup', body }, 30_000);
  };
  /** The answers' statuses, each with how often it came. */
  const signUpAll = async (email: string, count = some) => {
    const answers = await Promise.all(Array.from({ length: count }, (_, number) => signUp(email, number)));
    const winner = answers.findIndex((answer) => answer?.status === 201);
    const statuses: Record<string, number> = {};
    for (const answer of answers) {
      const status = answer?.status ?? 'none';
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    return { winner, statuses, id: answers[winner]?.json.id };
  };
  /** The accounts that the log has with this address. */
  const registered = async (email: string): Promise<readonly string[]> => {
    const events = await logOf(installation.log);
    expectChains(events);
    const opened = (await installation.open(events)) as readonly AccountEvent[];
    return opened.flatMap(({ type, data }) =>
      type === 'AccountRegistered' && data.personal.email === email.toLowerCase() ? [data.accountId] : [],
    );
  };
  const signInStatus = async (email: string, text: string) => {
    const form = { method: 'POST', raw: new URLSearchParams({ username: email, password: text }) };
    return (await clientOf({ origin: apis[0].address() }).ask('/access/signin', form)).status;
  };
  const heldBy = (email: string) => installation.runProgram('./stopping-sign-up.ts', email, password);

  it(`at two processes make one account, and ${many - 1} are told that there is one`, async () => {
    for (const email of ['ada@example.com', 'Grace@Example.com']) {
      const { winner, statuses, id } = await signUpAll(email, many);
      expect(statuses).to.deep.equal({ 201: 1, 409: many - 1 });
      expect(await registered(email)).to.deep.equal([id]);
      expect(await signInStatus(email, passwordOf(winner))).to.equal(204);
      expect(await signInStatus(email, passwordOf(winner + 1))).to.equal(401);
    }
    const passwords = await installation.db.oneFirst(
      sql.type(z.object({ count: z.bigint() }))`SELECT count(*) FROM credentials`,
    );
    expect(passwords, 'nobody else’s password is kept').to.equal(2n);
  });

  it('make one account where a process was killed that had claimed the address', async () => {
    const email = 'killed@example.com';
    const killed = heldBy(email);
    await killed.prints(/^(has claimed)$/m);
    await killed.kill();
    const { statuses, id } = await signUpAll(email);
    expect(statuses).to.deep.equal({ 201: 1, 409: some - 1 });
    expect(await registered(email)).to.deep.equal([id]);
  });

  it('make one account where a process was frozen that had claimed the address, and wakes afterwards', async () => {
    const email = 'frozen@example.com';
    const frozen = heldBy(email);
    await frozen.prints(/^(has claimed)$/m);
    const { statuses, id } = await signUpAll(email);
    expect(statuses).to.deep.equal({ 201: 1, 409: some - 1 });
    frozen.signal('SIGCONT');
    expect(await frozen.prints(/^sign-up: (.+)$/m)).to.equal('email-taken');
    await frozen.ended;
    expect(await registered(email)).to.deep.equal([id]);
    expect((await signUp(email, 0))?.status).to.equal(409);
  });

  it('make one account where the frozen process wakes in the midst of them', async () => {
    const email = 'waking@example.com';
    const frozen = heldBy(email);
    await frozen.prints(/^(has claimed)$/m);
    const signedUp = signUpAll(email);
    frozen.signal('SIGCONT');
    const { statuses } = await signedUp;
    const outcome = await frozen.prints(/^sign-up: (.+)$/m);
    await frozen.ended;
    expect([statuses, outcome]).to.be.deep.oneOf([
      [{ 201: 1, 409: some - 1 }, 'email-taken'],
      [{ 409: some }, 'accepted'],
    ]);
    expect(await registered(email)).to.have.length(1);
  });

  it('make one account at most where their processes are killed, and then the next one makes it', async () => {
    for (let round = 0; round < 2; round += 1) {
      const email = `round${round}@example.com`;
      const victim = apis[round % 2] as Role;
      const signedUp = signUpAll(email);
      // Somewhere within them, another place each time.
      await signUp(`other${round}@example.com`, round + 1);
      await victim.kill();
      const { id } = await signedUp;
      await victim.restart();
      const before = await registered(email);
      expect(before.length).to.be.at.most(1);
      if (id !== undefined) expect(before).to.deep.equal([id]);
      const next = await signUp(email, 0);
      expect(next?.status).to.equal(before.length === 1 ? 409 : 201);
      expect(await registered(email)).to.have.length(1);
    }
  });
});
