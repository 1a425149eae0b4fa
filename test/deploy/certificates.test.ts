import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { after, before } from 'mocha';
import { readCompose, root } from './support/compose.ts';
import { findProgram, usePrograms } from './support/debian-programs.ts';

describe('the certificates of the nodes of EventStoreDB', () => {
  usePrograms(['openssl']);
  const folder = mkdtempSync(join(tmpdir(), 'irontrack-certificates-'));
  const read = (name: string) => new X509Certificate(readFileSync(join(folder, name)));
  let create: () => void;

  before(async () => {
    const { program, env } = await findProgram('openssl');
    const script = join(root, 'deploy/eventstore/create-certificates.sh');
    const path = `${dirname(program)}:${env.PATH}`;
    create = () => execFileSync('bash', [script, folder], { env: { ...env, PATH: path }, stdio: 'pipe' });
    create();
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are valid for every node of the cluster, as server and as client, and come from the authority', () => {
    const [authority, node] = [read('ca.crt'), read('node.crt')];
    const names = Object.keys({ ...readCompose('docker-compose.cluster.yml').services });
    const nodes = names.filter((name) => name.startsWith('eventstore'));
    expect(nodes).to.have.length(3);
    expect([...nodes, 'localhost'].filter((name) => node.checkHost(name) === undefined)).to.deep.equal([]);
    expect([node.verify(authority.publicKey), authority.ca, node.ca]).to.deep.equal([true, true, false]);
    expect(node.subject).to.equal('CN=eventstoredb-node');
    expect(node.keyUsage).to.have.members(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
    expect(node.publicKey.asymmetricKeyType).to.equal('rsa');
  });

  it('are renewed by a further run, and the authority stays', () => {
    const [authority, node] = [read('ca.crt').fingerprint, read('node.crt').fingerprint];
    create();
    expect(read('ca.crt').fingerprint).to.equal(authority);
    expect(read('node.crt').fingerprint).to.not.equal(node);
  });
});
