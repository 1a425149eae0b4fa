import { expect } from 'chai';
import fc from 'fast-check';
import {
  chainOf,
  decrypting,
  encrypting,
  eventIdOf,
  isPersonal,
  type Link,
  mapPersonal,
} from '../../../src/infra/log/sealing.ts';

const key = Buffer.alloc(32, 1);
const place = 'session-1@0';

describe('sealing personal texts', () => {
  it('gives back every text, whatever it is made of', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.option(fc.string()),
        fc.array(fc.string()),
        (name, notes, reasons) => {
          const data = { reps: 5, personal: { name, notes, reasons } };
          const sealed = mapPersonal(data, place, encrypting(key));
          expect(mapPersonal(sealed, place, decrypting(key))).to.deep.equal(data);
        },
      ),
    );
  });

  it('leaves everything else as it is, and null as null', () => {
    const data = { name: 'public', reps: 5, personal: { notes: null } };
    expect(isPersonal(data)).to.equal(false);
    expect(mapPersonal(data, place, encrypting(key))).to.deep.equal(data);
  });

  it('makes two ciphertexts of one text', () => {
    const seal = encrypting(key);
    expect(seal('Squat', place)).not.to.equal(seal('Squat', place));
  });

  it('refuses a text that was moved to another place', () => {
    const sealed = mapPersonal({ personal: { name: 'a', notes: 'b' } }, place, encrypting(key)) as {
      personal: { name: string; notes: string };
    };
    const { name, notes } = sealed.personal;
    const open = decrypting(key);
    expect(() => mapPersonal({ personal: { name: notes, notes: name } }, place, open)).to.throw();
    expect(() => mapPersonal(sealed, 'session-1@1', open)).to.throw();
  });

  it('refuses a text that was changed, and another key', () => {
    const text = encrypting(key)('Squat', place);
    const changed = Buffer.from(text, 'base64');
    changed.writeUInt8(changed.readUInt8(14) ^ 1, 14);
    expect(() => decrypting(key)(changed.toString('base64'), place)).to.throw();
    expect(() => decrypting(Buffer.alloc(32, 2))(text, place)).to.throw();
  });

  it('reads an erased account’s texts as erased', () => {
    const sealed = mapPersonal({ personal: { name: 'a', notes: null } }, place, encrypting(key));
    expect(mapPersonal(sealed, place, decrypting('erased'))).to.deep.equal({
      personal: { name: 'erased', notes: null },
    });
  });
});

describe('the chain of a stream', () => {
  const link: Link = {
    stream: 'session-1',
    revision: 0,
    type: 'SetRemoved',
    data: { a: 1, b: [true, null] },
    metadata: {
      $correlationId: 'c',
      $causationId: 'c',
      actor: { id: 'x', role: 'system', via: 'seed' },
      owner: 'system',
      occurredAt: 'now' as never,
      receivedAt: 'now' as never,
      schema: 1,
    },
  };

  it('does not depend on the order of members', () => {
    const turned = {
      metadata: link.metadata,
      data: { b: [true, null], a: 1 },
      type: link.type,
      revision: 0,
      stream: link.stream,
    };
    expect(chainOf('', turned)).to.equal(chainOf('', link));
  });

  it('changes with every part of the event and with what came before', () => {
    const changes: Link[] = [
      { ...link, stream: 'session-2' },
      { ...link, revision: 1 },
      { ...link, type: 'SetLogged' },
      { ...link, data: { a: 2, b: [true, null] } },
      { ...link, metadata: { ...link.metadata, owner: 'x' as never } },
    ];
    const chains = [chainOf('', link), chainOf('other', link), ...changes.map((changed) => chainOf('', changed))];
    expect(new Set(chains).size).to.equal(chains.length);
  });

  it('is SHA-256 over the RFC 8785 form', () => {
    expect(chainOf('', { ...link, data: {} })).to.match(/^[0-9a-f]{64}$/);
    expect(eventIdOf(chainOf('', link))).to.match(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
