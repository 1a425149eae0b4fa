import { expect } from 'chai';
import { clientUrlOf, connectEventStore, EventStoreRefusal } from '../../../src/infra/log/connection-string.ts';

describe('the connection string of the event store', () => {
  it('may have the schemes of KurrentDB, which the client knows by their older names', () => {
    const options = 'gossipTimeout=5&maxDiscoverAttempts=7';
    expect(clientUrlOf(`kurrentdb://a:1?${options}`)).to.equal(`esdb://a:1?${options}`);
    expect(clientUrlOf(`kurrentdb+discover://u:p@a:1?tls=true&${options}`)).to.equal(
      `esdb+discover://u:p@a:1?tls=true&${options}`,
    );
  });

  it('limits the time of discovery, unless it already does', () => {
    expect(clientUrlOf('esdb://a,b')).to.equal('esdb://a,b?gossipTimeout=1&maxDiscoverAttempts=3');
    expect(clientUrlOf('esdb://a?tls=false')).to.equal('esdb://a?tls=false&gossipTimeout=1&maxDiscoverAttempts=3');
    expect(clientUrlOf('esdb://a?gossip_timeout=9&MAXDISCOVERATTEMPTS=1')).to.equal(
      'esdb://a?gossip_timeout=9&MAXDISCOVERATTEMPTS=1',
    );
  });

  it('connects with every scheme', async () => {
    for (const scheme of ['esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover']) {
      await connectEventStore(`${scheme}://127.0.0.1:2113?tls=false`).dispose();
    }
  });

  it('is refused in words without its password when it is malformed or names a file that does not exist', () => {
    const connect = (url: string) => () => connectEventStore(url);
    expect(connect('esdb://user:secret@a:b:c')).to.throw(EventStoreRefusal, /^EVENTSTORE_URL is no connection string/);
    expect(connect('esdb://user:secret@a:b:c')).not.to.throw(/secret/);
    expect(connect('esdb://a?tls=true&tlsCaFile=/none.crt')).to.throw(EventStoreRefusal, 'File was not found');
  });
});
