import { expect } from 'chai';
import { clientOf } from '../http/support/client.ts';
import { startTestApp } from '../http/support/test-app.ts';
import { logBook, logs } from './leaks.ts';
import { useSystems } from './system.ts';

describe('the leak check of the test logs', () => {
  const suite = useSystems();
  const planted: Readonly<Record<string, string>> = {
    'an e-mail address': 'sign-in failed for ada.l+gym@mail.example.com',
    'a token': 'cookie eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln',
    'a password hash': '{"hash":"$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA"}',
    'a private key': '{"kty":"EC","d":"secret"}',
    'a personal access token': 'Bearer itpat_AZr3xQ0cQ2m-0f3xQ0cQ2m',
    'a cookie': '{"cookie":"access_token=x"}',
    'an address with its password': 'cannot reach redis://:hunter2@127.0.0.1:6379',
  };
  for (const [what, line] of Object.entries(planted)) {
    it(`finds ${what} in a log line`, () => {
      const book = logBook();
      book.add('API', `harmless\n${line}`);
      expect(book.leaks()).to.deep.equal([`${what} in API: ${line}`]);
    });
  }

  it('finds what people have typed', () => {
    const book = logBook();
    for (const secret of ['Leg day, 3rd week', 'Str0ng&Steel']) book.keepSecret(secret);
    book.add('worker', '{"message":"failed","detail":"name=Leg day, 17th week"}');
    book.add('worker', '{"message":"failed","detail":"name=Leg day, 3rd week"}');
    book.add('API', 'wrong password Str0ng&Steel');
    expect(book.leaks()).to.deep.equal([
      `'Leg day, 3rd week' in worker: {"message":"failed","detail":"name=Leg day, 3rd week"}`,
      "'Str0ng&Steel' in API: wrong password Str0ng&Steel",
    ]);
  });

  it('finds nothing in ordinary log lines', () => {
    const book = logBook();
    for (const common of ['Legs', 'request', 'info']) book.keepSecret(common);
    book.add('API', '{"level":"info","message":"request","path":"/api/v1/access/me","status":200,"durationMs":3.1}');
    expect(book.leaks()).to.deep.equal([]);
  });

  it('reads what apps and processes log', async () => {
    await using app = await startTestApp();
    await clientOf(app).get('/access/me');
    expect(logs.lines().filter((line) => line.startsWith('app: '))).not.to.deep.equal([]);
    const { stderr } = await suite.run(['serve'], { env: { MASTER_KEY: 'x' } }).ended;
    const [first = 'nothing'] = stderr.split('\n');
    expect(logs.lines()).to.include(`serve: ${first}`);
  });
});
