// Mocha's spec output, closed by one plain line that a CI can read.
const { reporters } = require('mocha');

module.exports = class extends reporters.Spec {
  epilogue() {
    super.epilogue();
    reporters.Base.consoleLog(`${this.stats.passes} passed, ${this.stats.failures} failed`);
  }
};
