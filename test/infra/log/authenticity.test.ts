import { expect } from 'chai';
import type { Instant } from '../../../src/events/ids.ts';
import { createAuthenticity } from '../../../src/infra/log/authenticity.ts';
import { chainOf, eventIdOf } from '../../../src/infra/log/chain.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';

const root = Buffer.alloc(32, 1);
const unsignedUpTo = 100n;
const { sign, isOwn } = createAuthenticity(root, unsignedUpTo);
const previous = 'a'.repeat(64);

type Parts = Readonly<Record<string, unknown>>;
const metadata = { owner: 'system', schema: 1, actor: { id: 'x' } };
const base = { stream: 'account-1', revision: 3, type: 'SuperuserGranted', data: { a: 1 }, position: 200n };

/** An event as this installation writes it, with a chain that fits its parts. */
function write(parts: Parts = {}): SealedEvent {
  const event = { ...base, ...parts };
  const { stream, revision, type, data } = event;
  const chain = chainOf(previous, { stream, revision, type, data, metadata } as never);
  const signed = { ...metadata, chain, mac: sign(previous, chain) };
  return { recordedAt: 'now', ...event, id: eventIdOf(chain), metadata: signed } as never;
}

const changed = (event: SealedEvent, parts: Parts): SealedEvent => ({ ...event, ...parts }) as never;

describe('recognising own events', () => {
  it('accepts an event as it was written, wherever it is in the log', () => {
    expect(isOwn(write())).to.equal(true);
    expect(isOwn(write({ position: 1n }))).to.equal(true);
  });

  const event = write();
  const forgeries: Readonly<Record<string, SealedEvent>> = {
    'other data': changed(event, { data: { a: 2 } }),
    'another stream': changed(event, { stream: 'account-2' }),
    'another revision': changed(event, { revision: 4 }),
    'another type': changed(event, { type: 'AccountErased' }),
    'another id': changed(event, { id: '00000000-0000-8000-8000-000000000000' }),
    'another owner': changed(event, { metadata: { ...event.metadata, owner: 'other' } }),
    'the mac of another event': changed(event, {
      metadata: { ...event.metadata, mac: write({ data: { a: 2 } }).metadata.mac },
    }),
    'the chain and mac of another event': changed(event, { metadata: write({ data: { a: 2 } }).metadata }),
    'another previous chain': changed(event, {
      metadata: { ...event.metadata, mac: { ...event.metadata.mac, previous: 'b'.repeat(64) } },
    }),
    'another key id': changed(event, { metadata: { ...event.metadata, mac: { ...event.metadata.mac, key: 'x' } } }),
    'an HMAC that is not hex': changed(event, {
      metadata: { ...event.metadata, mac: { ...event.metadata.mac, hmac: 'é' } },
    }),
    'no mac': changed(event, { metadata: { ...event.metadata, mac: undefined } }),
    'a mac of another type': changed(event, { metadata: { ...event.metadata, mac: 'mac' } }),
    'half of a surrogate pair': changed(event, { data: { a: '\ud800' } }),
    'binary data': changed(event, { data: new Uint8Array(3) }),
    'no data': changed(event, { data: undefined }),
    'no metadata': changed(event, { metadata: undefined }),
    'metadata that is null': changed(event, { metadata: null }),
    'metadata that is a text': changed(event, { metadata: 'owner' }),
    "the type of EventStoreDB's own events": changed(event, { type: '$metadata' }),
  };
  for (const [name, forged] of Object.entries(forgeries)) {
    it(`refuses an event with ${name}`, () => {
      expect(isOwn(forged)).to.equal(false);
    });
  }

  describe('that were copied to another event store', () => {
    const recordedAt = '2026-01-10T12:00:00.000000Z' as Instant;
    const { chain } = event.metadata;
    const copy = changed(event, { metadata: { ...event.metadata, mac: sign(previous, chain, recordedAt) } });
    const withMac = (parts: Parts) =>
      changed(copy, { metadata: { ...copy.metadata, mac: { ...copy.metadata.mac, ...parts } } });

    it('accepts them, and the mac covers when the original was recorded', () => {
      expect(isOwn(copy)).to.equal(true);
      expect(isOwn(withMac({ recordedAt: '2026-01-10T12:00:00.000001Z' }))).to.equal(false);
      expect(isOwn(withMac({ recordedAt: undefined }))).to.equal(false);
      expect(isOwn(withMac({ recordedAt: 1 }))).to.equal(false);
    });

    it('refuses an original to which a time was added', () => {
      const mac = { ...event.metadata.mac, recordedAt };
      expect(isOwn(changed(event, { metadata: { ...event.metadata, mac } }))).to.equal(false);
    });
  });

  it('refuses an event that another installation has signed', () => {
    expect(createAuthenticity(Buffer.alloc(32, 2), unsignedUpTo).isOwn(event)).to.equal(false);
  });

  it('accepts an event without a mac up to the recorded position, but not one with a wrong mac', () => {
    const { mac: _, ...unsigned } = event.metadata;
    const at = (position: bigint, parts: Parts) => isOwn(changed(event, { position, metadata: parts }));
    expect(at(unsignedUpTo, unsigned)).to.equal(true);
    expect(at(unsignedUpTo + 1n, unsigned)).to.equal(false);
    expect(at(unsignedUpTo, { ...unsigned, mac: { ...event.metadata.mac, hmac: '00' } })).to.equal(false);
  });

  it('refuses a foreign event without a mac also before the recorded position', () => {
    const { mac: _, ...unsigned } = event.metadata;
    const at = (chain: string) => isOwn(changed(event, { position: 1n, metadata: { ...unsigned, chain } }));
    expect(['none', '', 'b'.repeat(64)].map(at)).to.deep.equal([false, false, false]);
  });
});
