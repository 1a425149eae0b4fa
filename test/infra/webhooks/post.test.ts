import { expect } from 'chai';
import { networksOf } from '../../../src/infra/webhooks/addresses.ts';
import { post } from '../../../src/infra/webhooks/post.ts';
import { SendFailure } from '../../../src/infra/webhooks/send-failure.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';

const loopback = networksOf(['127.0.0.0/8']);

describe('a request of a webhook', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver[Symbol.asyncDispose]());

  /** Sends a request to the receiver under a host name, and returns the status or why there was none. */
  const send = (host: string, resolve: (name: string) => Promise<readonly string[]>, networks = loopback) => {
    const target = new URL(receiver.url);
    target.hostname = host;
    return post(target, { headers: {}, body: '{}' }, { networks, timeoutMs: 2_000, resolve }).catch((error: unknown) =>
      error instanceof SendFailure ? error.reason : String(error),
    );
  };

  it('goes to an allowed address of the name, and contains the name', async () => {
    expect(await send('hooks.example.com', async () => ['10.0.0.1', '127.0.0.1'])).to.equal(204);
    expect(receiver.received[0]?.headers.host).to.match(/^hooks\.example\.com:\d+$/);
  });

  it('goes nowhere if the name has no allowed address', async () => {
    const refused = async (...addresses: string[]) => send('hooks.example.com', async () => addresses);
    for (const address of ['10.0.0.1', '169.254.169.254', '::1', 'fd00::1', '::ffff:10.0.0.1', '0.0.0.0', '8.8.8.8']) {
      expect(await refused(address), address).to.equal('address-not-allowed');
    }
    expect(await refused()).to.equal('name-not-resolved');
    expect(await send('hooks.example.com', () => Promise.reject(new Error('away')))).to.equal('name-not-resolved');
    expect(receiver.received).to.deep.equal([]);
  });

  it('goes to no other address than the one that was checked, although the name changes meanwhile', async () => {
    const answers = [['203.0.113.1'], ['127.0.0.1']];
    let asked = 0;
    const rebinding = async () => answers[asked++] ?? ['127.0.0.1'];
    const onlyPublic = networksOf(['203.0.113.0/24']);
    const target = new URL(receiver.url);
    target.hostname = 'hooks.example.com';
    const options = { networks: onlyPublic, timeoutMs: 300, resolve: rebinding };
    const failed = await post(target, { headers: {}, body: '{}' }, options).catch((error: unknown) => error);
    expect(failed).to.be.an('error');
    expect(asked).to.equal(1);
    expect(await send('hooks.example.com', rebinding, onlyPublic)).to.equal('address-not-allowed');
    expect(receiver.received).to.deep.equal([]);
  });

  it('goes to an address without a name only if that is allowed', async () => {
    const unasked = () => Promise.reject(new Error('Addresses need no resolution'));
    expect(await send('127.0.0.1', unasked)).to.equal(204);
    expect(await send('127.0.0.1', unasked, [])).to.equal('address-not-allowed');
    expect(await send('[::1]', unasked)).to.equal('address-not-allowed');
  });
});
