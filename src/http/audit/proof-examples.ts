import { at } from '../examples.ts';
import { exampleEvent } from './examples.ts';

const hash = (digit: string): string => digit.repeat(64);
const kid = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';

export const exampleKey = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  kid,
  alg: 'EdDSA',
  use: 'sig',
} as const;

export const exampleSigned = {
  text:
    `{"after":"0","at":"${at}","event":"${exampleEvent.id}","events":12,"key":"${kid}","number":1,` +
    `"position":"4211","previous":null,"root":"${hash('7')}","streams":3}`,
  signature: 'g4Xm3zYb1Jc2',
};

export const exampleProofLine = { kind: 'tree-head', ...exampleSigned } as const;

export const exampleVerified = {
  signed: { number: 1, position: '4211', at },
  streams: 3,
  events: 12,
  problems: [],
} as const;
