// Checks a proof of IronTrack offline, without packages: node check-proof.mjs proof.ndjson keys.json
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';

const [proof, keys] = process.argv.slice(2).map((path) => readFileSync(path, 'utf8').trim());
const sha256 = (data) => createHash('sha256').update(data).digest();
const check = (isRight, problem) => isRight || process.exit(writeSync(1, `Not proved: ${problem}\n`) && 1);
const [signed, ...lines] = proof.split('\n').map((line) => JSON.parse(line));
const tree = JSON.parse(signed.text);
const jwk = JSON.parse(keys).keys.find(({ kid }) => kid === tree.key);
check(jwk, 'the key is another one');
const [key, signature] = [createPublicKey({ key: jwk, format: 'jwk' }), Buffer.from(signed.signature, 'base64url')];
check(verify(null, Buffer.from(signed.text), key, signature), 'the signature is wrong');
let [chain, events, streams] = ['', 0, 0];
for (const { kind, covered, ...line } of lines) {
  const { stream, revision } = covered ? JSON.parse(covered) : line;
  if (kind === 'event') [chain, events] = [sha256(chain + covered).toString('hex'), events + 1];
  if (kind === 'event') check(chain === line.chain, `${stream}@${revision} was changed or follows a missing event`);
  if (kind !== 'head') continue;
  check(chain === line.chain, `${stream}@${revision} is missing`);
  const leaf = sha256(`${stream} ${revision} ${chain}`).toString('hex');
  let [node, index] = [sha256(line.leaves.map((each) => `${each}\n`).join('')), sha256(stream).readUInt16BE(0)];
  for (const beside of line.path.map((hash) => Buffer.from(hash, 'hex'))) {
    [node, index] = [sha256(Buffer.concat(index % 2 ? [beside, node] : [node, beside])), index >> 1];
  }
  check(line.leaves.includes(leaf) && node.toString('hex') === tree.root, `${stream} is not signed like this`);
  [chain, streams] = ['', streams + 1];
}
check(lines.at(-1)?.events === events && lines.at(-1)?.streams === streams, 'the end is missing');
writeSync(1, `${events} events of ${streams} streams are as they were signed at ${tree.at}\n`);
