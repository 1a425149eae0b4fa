#!/usr/bin/env node
// Started by whatever Node is on the user's PATH, so it is written for an old one: where that Node is too old to
// run the sources, it hands over to the one that came along as a dependency.
'use strict';
var childProcess = require('node:child_process');
var fs = require('node:fs');
var path = require('node:path');
var url = require('node:url');

var root = path.join(__dirname, '..');
var sources = path.join(root, 'cli', 'main.ts');
var entry = fs.existsSync(sources) ? sources : path.join(root, 'dist', 'cli', 'main.js');

function bundledNode() {
  try {
    return path.join(path.dirname(require.resolve('node-linux-' + process.arch + '/package.json')), 'bin', 'node');
  } catch (_absent) {
    return undefined;
  }
}

if (Number(process.versions.node.split('.')[0]) >= 24) {
  import(url.pathToFileURL(entry).href);
} else {
  var node = bundledNode();
  if (!node) {
    console.error('irontrack needs Node.js 24 or newer; this is ' + process.version + '.');
    process.exit(1);
  }
  var child = childProcess.spawn(node, [entry].concat(process.argv.slice(2)), { stdio: 'inherit' });
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.on(signal, () => {
      child.kill(signal);
    });
  });
  child.on('exit', (code, signal) => {
    if (signal) process.kill(process.pid, signal);
    else process.exit(code);
  });
}
