// Stryker's Mocha runner requires Mocha's files without an extension, and Mocha 12 names these files .cjs. Node tries
// all extensions that are registered here, so this registers .cjs.
const { _extensions: extensions } = require('node:module');
extensions['.cjs'] = extensions['.js'];
