// Mocha's reporter `spec`, followed by one plain line with the result that a CI can read.
const { reporters } = require('mocha');

module.exports = class extends reporters.Spec {
  epilogue() {
    super.epilogue();
    reporters.Base.consoleLog(`${this.stats.passes} passed, ${this.stats.failures} failed`);
  }
};
