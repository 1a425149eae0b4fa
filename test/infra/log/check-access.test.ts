import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { expect } from 'chai';
import { type EventStoreServer, startEventStore } from '../../../embedded/eventstoredb/server.ts';
import { checkAccess } from '../../../src/infra/log/check-access.ts';
import { connectEventStore, EventStoreRefusal } from '../../../src/infra/log/connection-string.ts';
import { createCertificate } from '../../embedded/eventstoredb/support/certificate.ts';
import { type ClusterNode, startClusterNode } from '../support/cluster-node.ts';

describe('the check of the access to the event store', () => {
  let open: EventStoreServer;
  let secure: EventStoreServer;
  let node: ClusterNode;
  let folder: string;
  let authority: string;
  before(async () => {
    const tls = createCertificate();
    folder = mkdtempSync(join(tmpdir(), 'irontrack-access-'));
    authority = join(folder, 'ca.crt');
    writeFileSync(authority, tls.certificate);
    open = await startEventStore({ file: ':memory:' });
    secure = await startEventStore({ file: ':memory:', tls, credentials: { users: { app: 'pass' } } });
    node = await startClusterNode(`127.0.0.1:${open.port}`);
  });
  after(async () => {
    await node[Symbol.asyncDispose]();
    await Promise.all([open.close(), secure.close()]);
    rmSync(folder, { recursive: true });
  });

  /** The position at the end of the log, or the message of the refusal. */
  const outcomeOf = async (url: string): Promise<bigint | string> => {
    const client = connectEventStore(url);
    try {
      return await checkAccess(client, url);
    } catch (error) {
      expect(error).to.be.instanceOf(EventStoreRefusal);
      return (error as Error).message;
    } finally {
      await client.dispose();
    }
  };
  const secureUrl = (user: string, query: string) => `esdb://${user}localhost:${secure.port}?${query}`;

  it('returns the end of the log, and writes nothing', async () => {
    const url = open.url;
    const head = await outcomeOf(url);
    expect(head).to.be.a('bigint');
    expect(await outcomeOf(url)).to.equal(head);
    expect(await outcomeOf(secureUrl('app:pass@', `tls=true&tlsCaFile=${authority}`))).to.be.a('bigint');
  });

  it('says that the event store refuses a wrong password and a missing user', async () => {
    for (const user of ['app:wrong@', '']) {
      expect(await outcomeOf(secureUrl(user, `tls=true&tlsCaFile=${authority}`))).to.equal(
        'The event store refuses the user in EVENTSTORE_URL, or asks for one.',
      );
    }
  });

  it('says which right the user lacks', async () => {
    const url = `esdb://127.0.0.1:${node.port}?tls=false`;
    const denied = { code: status.PERMISSION_DENIED, trailers: { exception: 'access-denied' } };
    node.fail(denied, 1);
    expect(await outcomeOf(url)).to.contain('The user in EVENTSTORE_URL may not read $all.');
    for (const earlier of [1, 2]) {
      node.fail(denied, 1, earlier);
      expect(await outcomeOf(url)).to.contain('may not read and write the streams of IronTrack.');
    }
  });

  it('says how to trust a certificate that is not trusted', async () => {
    expect(await outcomeOf(secureUrl('app:pass@', 'tls=true'))).to.match(/is not trusted .* tlsCaFile=PATH/);
  });

  it('says that the event store requires TLS when the connection string switches it off', async () => {
    expect(await outcomeOf(secureUrl('', 'tls=false'))).to.contain('requires TLS: remove tls=false');
  });
});
