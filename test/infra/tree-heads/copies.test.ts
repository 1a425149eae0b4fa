import { expect } from 'chai';
import { parseCopy } from '../../../src/infra/tree-heads/check-copy.ts';
import { createSendTreeHead } from '../../../src/infra/tree-heads/send-tree-head.ts';
import { networksOf } from '../../../src/infra/webhooks/addresses.ts';
import { type Receiver, startReceiver, withStatus } from '../webhooks/support/receiver.ts';
import { useSignedLog } from './support/signed-log.ts';

const [a, b] = ['exercise-01900000-0000-7000-8000-00000000000a', 'exercise-01900000-0000-7000-8000-00000000000b'];

describe('copies of tree heads that someone else keeps', () => {
  const the = useSignedLog();
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver[Symbol.asyncDispose]());

  const sending = (allowed: readonly string[] = ['127.0.0.0/8']) =>
    createSendTreeHead({
      ...{ url: receiver.url, version: '1', timeoutMs: 2_000, networks: networksOf(allowed) },
      resolve: async () => ['127.0.0.1'],
    });
  const signedNow = async () => {
    const { signed } = await the.sign();
    if (!signed) throw new Error('nothing signed');
    return signed;
  };
  const copyIn = ({ received }: Receiver) => parseCopy(received.at(-1)?.body ?? '');

  it('are sent once each, and again until the receiver accepts them', async () => {
    await the.append(a);
    const [send, signed] = [sending(), await signedNow()];
    receiver.answer(withStatus(503));
    expect(String(await send(signed).catch((error: unknown) => error))).to.contain('503');
    receiver.answer(withStatus(202));
    await send(signed);
    await send(signed);
    expect(receiver.received).to.have.length(2);
    expect(copyIn(receiver)).to.deep.equal({ text: signed.text, signature: signed.signature });
  });

  it('are not sent to networks that are not allowed', async () => {
    await the.append(a);
    const refusal = await sending([])(await signedNow()).catch((error: unknown) => error);
    expect(refusal).to.include({ reason: 'address-not-allowed' });
    expect(receiver.received).to.deep.equal([]);
  });

  it('agree with the log, also when it has grown since', async () => {
    await the.append(a, 3);
    await the.append(b);
    await sending()(await signedNow());
    await the.append(a, 2);
    await the.append(b);
    expect(await the.checkCopy(copyIn(receiver))).to.equal(null);
  });

  it('find a tail that was cut off, an event that was removed before it, and another signature', async () => {
    await the.append(b, 2);
    await the.append(a, 3);
    const signed = await signedNow();
    const place = { treeHead: 1, position: signed.treeHead.position, event: signed.treeHead.event };
    const ofB = `stream = (SELECT id FROM streams WHERE name = '${b}') AND revision = 1`;
    await the.damage(`DELETE FROM events WHERE ${ofB}`);
    expect(await the.checkCopy(signed)).to.deep.equal({ kind: 'copy', what: 'different', ...place });
    await the.damage(`DELETE FROM events WHERE position = ${signed.treeHead.position}`);
    expect(await the.checkCopy(signed)).to.deep.equal({ kind: 'copy', what: 'missing', ...place });
    const forged = { ...signed, text: signed.text.replace('"streams":2', '"streams":3') };
    expect(await the.checkCopy(forged)).to.deep.equal({ kind: 'copy', what: 'not-signed' });
  });
});
