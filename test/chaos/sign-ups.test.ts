import { expect } from 'chai';
import { sql } from 'slonik';
import { z } from 'zod';
import type { AccountEvent } from '../../src/events/account.ts';
import { password } from '../http/support/client.ts';
import type { Program } from '../support/program.ts';
import { expectValidChains, readLog } from './support/audit.ts';
import { sendOnce } from './support/load/request.ts';
import { anonymousAt, uniqueEmail } from './support/member.ts';
import type { Role } from './support/role.ts';
import { rounds, signUps, timeoutOf } from './support/size.ts';
import { useSharedInstallation } from './support/use-installation.ts';

/** The number of sign-ups in those tests that kill or freeze a process. */
const few = 8;
const patienceMs = 30_000;

describe('concurrent sign-ups with one email address', function () {
  this.timeout(timeoutOf(signUps, 2));
  const suite = useSharedInstallation();

  /** The password of the sign-up with this number, so that every sign-up has its own password. */
  const passwordOf = (number: number) => `${password}_${number}`;
  const signUp = (email: string, number: number) => {
    const api = suite.apis[number % 2] as Role;
    const body = { email, password: passwordOf(number), confirmPassword: passwordOf(number) };
    return sendOnce(api.address(), {}, { method: 'POST', path: '/access/signup', body }, patienceMs);
  };
  /** Sends `count` sign-ups with one email address at once, and counts the statuses of the answers. */
  const signUpAll = async (email: string, count = few) => {
    const answers = await Promise.all(Array.from({ length: count }, (_, number) => signUp(email, number)));
    const winner = answers.findIndex((answer) => answer?.status === 201);
    const statuses: Record<string, number> = {};
    for (const answer of answers) {
      const status = answer?.status ?? 'none';
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    return { winner, statuses, id: answers[winner]?.json.id };
  };
  /** The accounts that were registered with this email address, according to the log. */
  const registeredWith = async (email: string): Promise<readonly string[]> => {
    const log = await readLog(suite.installation.log);
    expectValidChains(log);
    const ofAccounts = log.filter(({ stream }) => stream.startsWith('account-'));
    const events = (await suite.installation.decrypt(ofAccounts)) as readonly AccountEvent[];
    return events.flatMap(({ type, data }) =>
      type === 'AccountRegistered' && data.personal.email === email.toLowerCase() ? [data.accountId] : [],
    );
  };
  const signInStatus = async (email: string, text: string) => {
    const form = { method: 'POST', raw: new URLSearchParams({ username: email, password: text }) };
    return (await anonymousAt(suite.api).ask('/access/signin', form)).status;
  };
  const countPasswords = () =>
    suite.installation.db.oneFirst(sql.type(z.object({ count: z.bigint() }))`SELECT count(*) FROM credentials`);
  /** Starts a process that claims the email address and then stops (SIGSTOP) before its append. */
  const claimAndStop = async (email: string) => {
    const program = suite.installation.runProgram('./claim-and-stop.ts', email, password);
    await program.prints(/^(claimed)$/m);
    return program;
  };
  /** Continues the process and returns its outcome. The first signal may arrive before the process has stopped itself. */
  const continueProcess = async (program: Program): Promise<string> => {
    const repetition = setInterval(() => program.signal('SIGCONT'), 50);
    program.signal('SIGCONT');
    const outcome = await program.prints(/^sign-up: (.+)$/m).finally(() => clearInterval(repetition));
    await program.ended;
    return outcome;
  };

  it('creates one account at two processes, and answers 409 to the others', async () => {
    const passwords = await countPasswords();
    const emails = [uniqueEmail('ada'), uniqueEmail('Grace')];
    for (const email of emails) {
      const { winner, statuses, id } = await signUpAll(email, signUps);
      expect(statuses).to.deep.equal({ 201: 1, 409: signUps - 1 });
      expect(await registeredWith(email)).to.deep.equal([id]);
      expect(await signInStatus(email, passwordOf(winner))).to.equal(204);
      expect(await signInStatus(email, passwordOf(winner + 1))).to.equal(401);
    }
    expect((await countPasswords()) - passwords, 'passwords of rejected sign-ups are not kept').to.equal(2n);
  });

  it('creates one account if a process that claimed the address was killed', async () => {
    const email = uniqueEmail('killed');
    const killed = await claimAndStop(email);
    await killed.kill();
    const { statuses, id } = await signUpAll(email);
    expect(statuses).to.deep.equal({ 201: 1, 409: few - 1 });
    expect(await registeredWith(email)).to.deep.equal([id]);
  });

  it('creates one account if a process that claimed the address is frozen and continues later', async () => {
    const email = uniqueEmail('frozen');
    const frozen = await claimAndStop(email);
    const { statuses, id } = await signUpAll(email);
    expect(statuses).to.deep.equal({ 201: 1, 409: few - 1 });
    expect(await continueProcess(frozen)).to.equal('email-taken');
    expect(await registeredWith(email)).to.deep.equal([id]);
    expect((await signUp(email, 0))?.status).to.equal(409);
  });

  it('creates one account if the frozen process continues during the other sign-ups', async () => {
    const email = uniqueEmail('waking');
    const frozen = await claimAndStop(email);
    const [{ statuses }, outcome] = await Promise.all([signUpAll(email), continueProcess(frozen)]);
    expect([statuses, outcome]).to.be.deep.oneOf([
      [{ 201: 1, 409: few - 1 }, 'email-taken'],
      [{ 409: few }, 'accepted'],
    ]);
    expect(await registeredWith(email)).to.have.length(1);
  });

  it('creates at most one account if an API process is killed during the sign-ups; the next sign-up succeeds', async () => {
    for (let round = 0; round < Math.ceil(rounds / 6); round += 1) {
      const email = uniqueEmail('round');
      const victim = suite.apis[round % 2] as Role;
      const signedUp = signUpAll(email);
      // Another sign-up is answered at some random moment while these sign-ups run; the API process is killed then.
      await signUp(uniqueEmail('other'), round + 1);
      await victim.kill();
      const { id } = await signedUp;
      await victim.restart();
      const accounts = await registeredWith(email);
      expect(accounts.length).to.be.at.most(1);
      if (id !== undefined) expect(accounts).to.deep.equal([id]);
      const next = await signUp(email, 0);
      expect(next?.status).to.equal(accounts.length === 1 ? 409 : 201);
      expect(await registeredWith(email)).to.have.length(1);
    }
  });
});
