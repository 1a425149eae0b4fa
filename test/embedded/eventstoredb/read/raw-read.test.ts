import { once } from 'node:events';
import { type ServiceError, status } from '@grpc/grpc-js';
import { expect } from 'chai';
import { basic, createRawClient, Empty, FilterOptions, readAllRequest, useRawClient } from '../support/raw.ts';
import { collect, events, newStreamName, useEventStore } from '../support/store.ts';

describe('raw read requests', () => {
  const store = useEventStore();
  const raw = useRawClient(store);
  before(async () => {
    for (let n = 0; n < 5; n++)
      await store.client.appendToStream(newStreamName(), [...events(100, 'miss'), ...events(1, 'match')]);
  });

  const typeFilter = () => {
    const filter = new FilterOptions();
    const expression = new FilterOptions.Expression();
    expression.setPrefixList(['match']);
    filter.setEventType(expression);
    filter.setMax(32);
    filter.setCheckpointintervalmultiplier(1);
    return filter;
  };
  const types = async (request: ReturnType<typeof readAllRequest>) =>
    (await collect(raw().read(request))).map((response) =>
      response.getEvent()?.getEvent()?.getMetadataMap().get('type'),
    );

  it('filters reads of $all in both directions and counts matching events only', async () => {
    const filtered = (count: number, backwards: boolean) =>
      readAllRequest(count, (options) => {
        options.clearNoFilter();
        options.setFilter(typeFilter());
        if (!backwards) return;
        options.setReadDirection(1);
        options.getAll()?.clearStart();
        options.getAll()?.setEnd(new Empty());
      });
    expect(await types(filtered(1000, false))).to.deep.equal(Array(5).fill('match0'));
    expect(await types(filtered(3, false))).to.deep.equal(Array(3).fill('match0'));
    expect(await types(filtered(4, true))).to.deep.equal(Array(4).fill('match0'));
  });

  it('returns no events for a read with count 0', async () => {
    expect(await types(readAllRequest(0))).to.deep.equal([]);
  });

  it('answers INVALID_ARGUMENT to a read that does not choose the form of ids', async () => {
    const call = raw().read(readAllRequest(1, (options) => options.clearUuidOption()));
    const [error] = (await once(call.resume(), 'error')) as [ServiceError];
    expect(error.code).to.equal(status.INVALID_ARGUMENT);
  });
});

describe('raw requests to a server with users', () => {
  const store = useEventStore({ credentials: { users: { admin: 'changeit' } } });

  it('answers UNAUTHENTICATED to a wrong password', async () => {
    const raw = createRawClient(store.server.port);
    const read = (password: string) => collect(raw.read(readAllRequest(1), basic('admin', password)));
    expect(await read('changeit')).to.have.length(1);
    const error = await read('wrong').catch((cause: ServiceError) => cause);
    expect(error).to.include({ code: status.UNAUTHENTICATED });
    raw.close();
  });
});
