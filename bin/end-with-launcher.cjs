// Ends this process when the program that started it has ended, even by SIGKILL: npm, or the older Node that handed over to
// this one. A process that a user or a supervisor started directly outlives its parent, as under `nohup`.
'use strict';
const fs = require('node:fs');

const handedOverBy = 'IRONTRACK_HANDED_OVER_BY';
const intervalMs = 500;

/** The environment for a process that ends with this one. */
const environmentForChild = () => Object.assign({}, process.env, { [handedOverBy]: String(process.pid) });

/** Whether the process is a shell that runs one line, as npm starts it for a script. */
function isScriptShell(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[1] === '-c';
  } catch (_unknown) {
    return false;
  }
}

/** The pid of a process's parent; `undefined` where the system does not tell. */
function parentOf(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
  } catch (_unknown) {
    return undefined;
  }
}

/** Sends this process SIGTERM once its launcher has ended. Does nothing when no launcher waits for it. */
function endWithLauncher() {
  const given = process.env[handedOverBy];
  delete process.env[handedOverBy];
  if (given === undefined && process.env.npm_lifecycle_event === undefined) return;
  const parent = given === undefined ? process.ppid : Number(given);
  // A shell between npm and this process survives when npm is killed, so its parent counts too.
  const npm = isScriptShell(parent) ? parentOf(parent) : undefined;
  const check = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || parentOf(parent) === npm)) return;
    clearInterval(check);
    process.kill(process.pid, 'SIGTERM');
  }, intervalMs);
  check.unref();
}

module.exports = { endWithLauncher, environmentForChild };
