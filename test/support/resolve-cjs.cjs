// Stryker's runner requires Mocha's files without an extension, and Mocha 12 names them .cjs. Node tries the extensions
// that are registered here.
const { _extensions: extensions } = require('node:module');
extensions['.cjs'] = extensions['.js'];
