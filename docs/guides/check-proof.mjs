// Checks a proof of IronTrack offline, without packages: node check-proof.mjs proof.ndjson keys.json [earlier.ndjson]
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';

const [proof, keys, earlier = '{}'] = process.argv.slice(2).map((path) => readFileSync(path, 'utf8').trim());
const linesOf = (text) => text.split('\n').map((line) => JSON.parse(line));
const sha256 = (data) => createHash('sha256').update(data).digest();
const check = (isRight, problem) => isRight || process.exit(writeSync(1, `Not proved: ${problem}\n`) && 1);
const [signed, ...lines] = linesOf(proof);
const tree = JSON.parse(signed.text);
const jwk = JSON.parse(keys).keys.find(({ kid }) => kid === tree.key) ?? check(false, 'the key is another one');
const [key, signature] = [createPublicKey({ key: jwk, format: 'jwk' }), Buffer.from(signed.signature, 'base64url')];
check(verify(null, Buffer.from(signed.text), key, signature), 'the signature is wrong');
let [chain, chains, streams] = ['', new Set(), lines.filter(({ kind }) => kind === 'head').length];
for (const { kind, covered, ...line } of lines) {
  const { stream, revision } = covered ? JSON.parse(covered) : line;
  if (covered) [chain, chains] = [sha256((revision ? chain : '') + covered).toString('hex'), chains.add(line.chain)];
  if (covered) check(chain === line.chain, `${stream}@${revision} was changed or follows a missing event`);
  if (kind !== 'head') continue;
  check(chain === line.chain, `${stream}@${revision} is missing`);
  const leaf = sha256(`${stream} ${revision} ${chain}`).toString('hex');
  let [node, index] = [sha256(line.leaves.map((each) => `${each}\n`).join('')), sha256(stream).readUInt16BE(0)];
  for (const beside of line.path.map((hash) => Buffer.from(hash, 'hex')))
    [node, index] = [sha256(Buffer.concat(index % 2 ? [beside, node] : [node, beside])), index >> 1];
  check(line.leaves.includes(leaf) && node.toString('hex') === tree.root, `${stream} is not signed like this`);
}
check(lines.at(-1)?.events === chains.size && lines.at(-1)?.streams === streams, 'the end is missing');
const lost = JSON.parse(linesOf(earlier).find((line) => line.covered && !chains.has(line.chain))?.covered ?? null);
check(!lost, `${lost?.stream}@${lost?.revision} of the earlier proof is missing`);
writeSync(1, `${chains.size} events of ${streams} streams are as they were signed at ${tree.at}\n`);
