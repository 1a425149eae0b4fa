#!/usr/bin/env node
// Started by whatever Node is on the user's PATH, so it is written for an old one: where that Node is too old to
// run the sources, it hands over to the one that came along as a dependency.
'use strict';
const childProcess = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const url = require('node:url');

const root = path.join(__dirname, '..');
const sources = path.join(root, 'cli', 'main.ts');
const entry = fs.existsSync(sources) ? sources : path.join(root, 'dist', 'cli', 'main.js');

function bundledNode() {
  try {
    return path.join(path.dirname(require.resolve(`node-linux-${process.arch}/package.json`)), 'bin', 'node');
  } catch (_absent) {
    return undefined;
  }
}

function handOver() {
  const node = bundledNode();
  if (!node) {
    console.error(`irontrack needs Node.js 24 or newer; this is ${process.version}.`);
    process.exit(1);
  }
  const child = childProcess.spawn(node, [entry].concat(process.argv.slice(2)), { stdio: 'inherit' });
  let told;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      told = signal;
      // A terminal tells the whole group, and nothing says whether the child was told as well. The same signal again would
      // be the second that ends it on the spot; another one is not.
      child.kill(signal === 'SIGTERM' ? 'SIGINT' : 'SIGTERM');
    });
  }
  child.on('exit', (code, signal) => {
    if (signal) {
      // What is passed on is not what was meant.
      const by = told && signal !== 'SIGKILL' ? told : signal;
      process.removeAllListeners(by);
      process.kill(process.pid, by);
    }
    process.exit(code);
  });
}

if (Number(process.versions.node.split('.')[0]) >= 24) import(url.pathToFileURL(entry).href);
else handOver();
