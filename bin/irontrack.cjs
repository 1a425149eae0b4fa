#!/usr/bin/env node
// Any version of Node may start this file, so it uses old syntax. A Node that is too old for the program starts the one that
// was installed as a dependency.
'use strict';
const childProcess = require('node:child_process');
const fs = require('node:fs');
const nodeModule = require('node:module');
const path = require('node:path');
const url = require('node:url');
const { endWithLauncher, environmentForChild } = require('./end-with-launcher.cjs');

const root = path.join(__dirname, '..');
const sources = path.join(root, 'cli', 'main.ts');
const bundle = path.join(root, 'dist', 'irontrack.js');

/** Whether the bundle was made from the sources as they are now. */
function isUpToDate() {
  try {
    const inputs = JSON.parse(fs.readFileSync(path.join(root, 'dist', 'inputs.json'), 'utf8'));
    return inputs.every((input) => {
      const file = fs.statSync(path.join(root, input.path));
      return file.size === input.size && file.mtimeMs === input.mtimeMs;
    });
  } catch (_missing) {
    return false;
  }
}

/** A package has only the bundle. A checkout has the sources, which run when the bundle is outdated. */
function startHere() {
  const entry = !fs.existsSync(sources) || isUpToDate() ? bundle : sources;
  // Saves a fifth of the start. The cache is part of the bundle's folder, so a new build removes it; where that folder
  // is read-only, Node runs without a cache.
  if (entry === bundle) nodeModule.enableCompileCache(path.join(root, 'dist', 'compile-cache'));
  import(url.pathToFileURL(entry).href);
}

function installedNode() {
  try {
    return path.join(path.dirname(require.resolve(`node-linux-${process.arch}/package.json`)), 'bin', 'node');
  } catch (_absent) {
    return undefined;
  }
}

/** Runs the program with the installed Node, passes signals on to it, and ends the way it ends. */
function startWithInstalledNode() {
  const node = installedNode();
  if (!node) {
    console.error(`irontrack needs Node.js 24 or newer; this is ${process.version}.`);
    process.exit(1);
  }
  const args = [__filename].concat(process.argv.slice(2));
  const child = childProcess.spawn(node, args, { stdio: 'inherit', env: environmentForChild() });
  let received;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      received = signal;
      // A terminal signals the whole group, so the child may have had this signal already. It ends at once when one signal
      // comes twice; hence it gets a different one.
      child.kill(signal === 'SIGTERM' ? 'SIGINT' : 'SIGTERM');
    });
  }
  child.on('exit', (code, signal) => {
    if (signal) {
      // Ends by the signal that this process received, not by the one that it passed on.
      const cause = received && signal !== 'SIGKILL' ? received : signal;
      process.removeAllListeners(cause);
      process.kill(process.pid, cause);
    }
    process.exit(code);
  });
}

endWithLauncher();
if (Number(process.versions.node.split('.')[0]) >= 24) startHere();
else startWithInstalledNode();
