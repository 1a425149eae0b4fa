import { expect } from 'chai';
import { chainOf, eventIdOf, type Link } from '../../../src/infra/log/chain.ts';

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

describe('the chain of a stream', () => {
  it('does not depend on the order of fields in an event', () => {
    const reordered = {
      metadata: link.metadata,
      data: { b: [true, null], a: 1 },
      type: link.type,
      revision: 0,
      stream: link.stream,
    };
    expect(chainOf('', reordered)).to.equal(chainOf('', link));
  });

  it('changes with every part of the event and with the previous chain', () => {
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

  it('is the recorded SHA-256 of the RFC 8785 form, and gives the recorded UUIDv8 as event id', () => {
    const chain = chainOf('', link);
    expect(chain).to.equal('9b6d16ccb5f266747eca5b2392c99691110bb22ac4276ddf9531f2c7dc5d0efc');
    expect(eventIdOf(chain)).to.equal('9b6d16cc-b5f2-8674-beca-5b2392c99691');
  });
});
